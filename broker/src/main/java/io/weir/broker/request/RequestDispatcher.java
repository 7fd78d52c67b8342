package io.weir.broker.request;

import io.weir.broker.metrics.ApiMetrics;
import io.weir.broker.metrics.RequestMetrics;
import io.weir.broker.network.Exchange;
import io.weir.broker.network.MalformedFrameException;
import io.weir.broker.network.Peer;
import io.weir.broker.security.Authorizer;
import io.weir.broker.security.Operation;
import io.weir.broker.security.Principal;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.messages.ResponseHeader;
import io.weir.protocol.messages.ResponseMessage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Payload;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a frame's header, finds the handler, puts the authorizer in front of it and encodes what it answers.
 *
 * <p>As with Kafka a frame that cannot be understood (unknown key, version not advertised, malformed body) closes the
 * connection, but for ApiVersions in an unknown version, which is answered in version 0 (KIP-511).
 */
public final class RequestDispatcher implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);
    private static final int KEY_AND_VERSION_BYTES = 4;

    private final HandlerTable handlers;
    private final Authorizer authorizer;
    private final FailureCodes failures;
    private final Gate gate;
    private final RequestMetrics metrics;
    private final DecodeBudget budget = DecodeBudget.ofHeap();

    /** @param metrics counts what comes and how long it takes */
    public RequestDispatcher(
            HandlerTable handlers, Authorizer authorizer, FailureCodes failures, Gate gate, RequestMetrics metrics) {
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.failures = failures;
        this.gate = gate;
        this.metrics = metrics;
    }

    @Override
    public void accept(ByteBuffer frame, Peer peer, Reply reply) {
        try {
            dispatch(frame, peer, reply);
        } catch (MalformedFrameException e) {
            metrics.refusedFrame();
            throw e;
        }
    }

    private void dispatch(ByteBuffer frame, Peer peer, Reply reply) {
        long cameNanos = System.nanoTime();
        int frameBytes = frame.remaining();
        if (frame.remaining() < KEY_AND_VERSION_BYTES) {
            throw new MalformedFrameException("a frame of " + frame.remaining() + " bytes holds no request header");
        }
        short keyId = frame.getShort(frame.position());
        short version = frame.getShort(frame.position() + 2);
        ApiKey key = ApiKey.forId(keyId);
        RequestHandler<?, ?> handler = handlers.find(key);
        if (key == null || handler == null) {
            throw new MalformedFrameException("API key " + keyId + " is not supported");
        }
        if (!gate.pass()) {
            reply.fail("this broker does not know whether others lead by now");
            return;
        }
        try {
            if (version >= key.lowestVersion() && version <= HandlerTable.highestVersion(key)) {
                MessageReader reader = new MessageReader(frame);
                RequestHeader header = RequestHeader.read(reader, key.requestHeaderVersion(version));
                // Nearly all of a produce request is records, which stay where they are.
                int costBytes = key == ApiKey.PRODUCE ? 0 : frame.remaining();
                try (DecodeBudget.Share _ = budget.enter(costBytes)) {
                    RequestMessage request = key.readRequest(reader, version);
                    ApiMetrics counts = metrics.of(key);
                    counts.came(frameBytes);
                    serve(handler, request, peer, new Call(header, reply, counts, cameNanos));
                }
            } else if (key == ApiKey.API_VERSIONS) {
                answerUnknownApiVersions(handler, frame, reply);
            } else {
                throw new MalformedFrameException(key.specName() + " version " + version + " is not supported, only "
                        + key.lowestVersion() + " to " + HandlerTable.highestVersion(key));
            }
        } catch (MalformedMessageException e) {
            throw new MalformedFrameException(
                    "malformed " + key.specName() + " request of version " + version + ": " + e.getMessage());
        }
    }

    @Override
    public void disconnected(Peer peer) {
        handlers.all().forEach(handler -> handler.disconnected(peer));
    }

    private <Q extends RequestMessage, R extends ResponseMessage> void serve(
            RequestHandler<Q, R> handler, RequestMessage body, Peer peer, Call call) {
        @SuppressWarnings("unchecked") // The table holds the handler under the key its request was read by.
        Q request = (Q) body;
        RequestHeader header = call.header;
        String clientId = header.clientId();
        RequestContext context = new RequestContext(
                handler.apiKey(),
                header.requestApiVersion(),
                clientId == null ? "" : clientId,
                peer,
                Principal.ANONYMOUS,
                new RequestContext.Permissions(authorizer, handler.accesses()));
        Answering<Q, R> answering = new Answering<>(handler, request, call);
        try {
            if (isRefusedOnCluster(handler, context)) {
                answering.send(
                        handler.refuse(request, header.requestApiVersion(), ErrorCode.CLUSTER_AUTHORIZATION_FAILED));
                return;
            }
            if (handler.answersInTurn()) {
                answering.sendInTurn(context);
                return;
            }
            CompletableFuture<R> answer = handler.handle(context, request);
            answering.handled();
            var _ = answer.whenComplete(answering::complete);
        } catch (RuntimeException e) {
            answering.complete(null, e);
        }
    }

    private static boolean isRefusedOnCluster(RequestHandler<?, ?> handler, RequestContext context) {
        for (Operation operation : handler.required()) {
            if (!context.permitsOnCluster(operation)) {
                return true;
            }
        }
        return false;
    }

    private static <Q extends RequestMessage, R extends ResponseMessage> void answerUnknownApiVersions(
            RequestHandler<Q, R> handler, ByteBuffer frame, Reply reply) {
        MessageReader reader = new MessageReader(frame);
        // The header of a future version is unknown to us, but for its first fields.
        RequestHeader header = RequestHeader.read(reader, 1);
        @SuppressWarnings("unchecked")
        Q request = (Q) ApiKey.API_VERSIONS.readRequest(new MessageReader(ByteBuffer.allocate(0)), 0);
        R refusal = handler.refuse(request, 0, ErrorCode.UNSUPPORTED_VERSION);
        reply.send(() -> encode(header.correlationId(), ApiKey.API_VERSIONS, 0, refusal));
    }

    private static List<Payload> encode(int correlationId, ApiKey key, int version, ResponseMessage response) {
        MessageWriter writer = new MessageWriter();
        ResponseHeader.builder().correlationId(correlationId).build().write(writer, key.responseHeaderVersion(version));
        response.write(writer, version);
        return writer.finish();
    }

    /** One request on its way; {@code cameNanos} by {@link System#nanoTime()}. */
    private record Call(RequestHeader header, Reply reply, ApiMetrics counts, long cameNanos) {}

    /** Carries one handler's outcome to the connection, and tells how long each part of the way took. */
    private final class Answering<Q extends RequestMessage, R extends ResponseMessage> implements Encoder {

        private final RequestHandler<Q, R> handler;
        private final Q request;
        private final Call call;
        private @Nullable R response;
        private @Nullable RequestContext inTurn;
        private long handledNanos;
        private long answeredNanos;

        Answering(RequestHandler<Q, R> handler, Q request, Call call) {
            this.handler = handler;
            this.request = request;
            this.call = call;
        }

        /** The handler has begun, and perhaps ended, what it has to do. */
        void handled() {
            handledNanos = System.nanoTime();
        }

        void complete(@Nullable R answer, @Nullable Throwable failure) {
            if (answer != null) {
                send(answer);
                return;
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                cause = new IllegalStateException("a handler completed with neither answer nor failure");
            }
            if (handler.isAnswered(request)) {
                send(refusal(cause));
            } else {
                LOG.info("closing a connection: {}", cause.getMessage());
                call.reply.fail(cause.toString());
            }
        }

        void send(R answer) {
            known(answer);
            if (handler.isAnswered(request)) {
                response = answer;
                call.reply.send(this);
            } else {
                call.reply.none();
                sent();
            }
        }

        void sendInTurn(RequestContext context) {
            inTurn = context;
            call.reply.send(this);
        }

        @Override
        public List<Payload> encode() {
            R answer = response == null ? answerInTurn() : response;
            List<Payload> parts =
                    RequestDispatcher.encode(call.header.correlationId(), handler.apiKey(), version(), answer);
            long bytes = 0;
            for (int i = 0; i < parts.size(); i++) {
                bytes += parts.get(i).sizeBytes();
            }
            call.counts.encoded(bytes);
            return parts;
        }

        @Override
        public void sent() {
            call.counts.sent(call.cameNanos, handledNanos, answeredNanos, System.nanoTime());
        }

        private R answerInTurn() {
            R answer;
            try {
                answer = handler.handle(Objects.requireNonNull(inTurn), request).join();
            } catch (CompletionException e) {
                Throwable cause = e.getCause();
                answer = refusal(cause == null ? e : cause);
            } catch (RuntimeException e) {
                answer = refusal(e);
            }
            known(answer);
            return answer;
        }

        private void known(R answer) {
            answeredNanos = System.nanoTime();
            if (handledNanos == 0) {
                // Refused before its handler saw it, or asked in its turn.
                handledNanos = answeredNanos;
            }
            call.counts.answered(answer);
        }

        private R refusal(Throwable cause) {
            return handler.refuse(request, version(), codeOf(cause));
        }

        private int version() {
            return call.header.requestApiVersion();
        }

        /** What is announced by the rooms below is one line; what nobody foresaw comes with its trace. */
        private ErrorCode codeOf(Throwable cause) {
            ErrorCode code = failures.of(cause);
            String name = handler.apiKey().specName();
            if (code == ErrorCode.UNKNOWN_SERVER_ERROR) {
                LOG.error("{} version {} failed unexpectedly", name, version(), cause);
            } else {
                LOG.warn("{} is answered {}: {}", name, code, cause.getMessage());
            }
            return code;
        }
    }
}
