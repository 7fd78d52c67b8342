package io.weir.broker.request;

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
    private final DecodeBudget budget = DecodeBudget.ofHeap();

    public RequestDispatcher(HandlerTable handlers, Authorizer authorizer, FailureCodes failures, Gate gate) {
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.failures = failures;
        this.gate = gate;
    }

    @Override
    public void accept(ByteBuffer frame, Peer peer, Reply reply) {
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
                    serve(handler, header, key.readRequest(reader, version), peer, reply);
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
            RequestHandler<Q, R> handler, RequestHeader header, RequestMessage body, Peer peer, Reply reply) {
        @SuppressWarnings("unchecked") // The table holds the handler under the key its request was read by.
        Q request = (Q) body;
        String clientId = header.clientId();
        RequestContext context = new RequestContext(
                handler.apiKey(),
                header.requestApiVersion(),
                clientId == null ? "" : clientId,
                peer,
                Principal.ANONYMOUS,
                new RequestContext.Permissions(authorizer, handler.accesses()));
        Answering<Q, R> answering = new Answering<>(handler, request, header, reply);
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
            var _ = handler.handle(context, request).whenComplete(answering::complete);
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

    /** Carries one handler's outcome to the connection. */
    private final class Answering<Q extends RequestMessage, R extends ResponseMessage> {

        private final RequestHandler<Q, R> handler;
        private final Q request;
        private final RequestHeader header;
        private final Reply reply;

        Answering(RequestHandler<Q, R> handler, Q request, RequestHeader header, Reply reply) {
            this.handler = handler;
            this.request = request;
            this.header = header;
            this.reply = reply;
        }

        void complete(@Nullable R response, @Nullable Throwable failure) {
            if (response != null) {
                send(response);
                return;
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                cause = new IllegalStateException("a handler completed with neither answer nor failure");
            }
            if (handler.isAnswered(request)) {
                send(handler.refuse(request, header.requestApiVersion(), codeOf(cause)));
            } else {
                LOG.info("closing a connection: {}", cause.getMessage());
                reply.fail(cause.toString());
            }
        }

        void sendInTurn(RequestContext context) {
            int version = header.requestApiVersion();
            reply.send(() -> encode(header.correlationId(), handler.apiKey(), version, inTurn(context)));
        }

        private R inTurn(RequestContext context) {
            try {
                return handler.handle(context, request).join();
            } catch (CompletionException e) {
                Throwable cause = e.getCause();
                return handler.refuse(request, header.requestApiVersion(), codeOf(cause == null ? e : cause));
            } catch (RuntimeException e) {
                return handler.refuse(request, header.requestApiVersion(), codeOf(e));
            }
        }

        /** What is announced by the rooms below is one line; what nobody foresaw comes with its trace. */
        private ErrorCode codeOf(Throwable cause) {
            ErrorCode code = failures.of(cause);
            String name = handler.apiKey().specName();
            if (code == ErrorCode.UNKNOWN_SERVER_ERROR) {
                LOG.error("{} version {} failed unexpectedly", name, header.requestApiVersion(), cause);
            } else {
                LOG.warn("{} is answered {}: {}", name, code, cause.getMessage());
            }
            return code;
        }

        void send(R response) {
            if (handler.isAnswered(request)) {
                int version = header.requestApiVersion();
                reply.send(() -> encode(header.correlationId(), handler.apiKey(), version, response));
            } else {
                reply.none();
            }
        }
    }
}
