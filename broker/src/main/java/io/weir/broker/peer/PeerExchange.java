package io.weir.broker.peer;

import io.weir.broker.network.Exchange;
import io.weir.broker.network.MalformedFrameException;
import io.weir.broker.network.Peer;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The answering side: checks who calls, and hands the call on. A node of another cluster, or of another format, is told so;
 * whoever speaks something else altogether is closed.
 */
public final class PeerExchange implements Exchange {

    private final PeerFrame.Caller self;
    private final Map<PeerCall, PeerHandler> handlers;

    /** Answers these kinds of calls on behalf of this node. */
    public PeerExchange(PeerFrame.Caller self, Map<PeerCall, PeerHandler> handlers) {
        this.self = self;
        this.handlers = new EnumMap<>(handlers);
    }

    @Override
    public void accept(ByteBuffer frame, Peer peer, Reply reply) {
        PeerFrame.Call call;
        try {
            call = PeerFrame.decode(frame);
        } catch (PeerRefusalException e) {
            throw new MalformedFrameException(String.valueOf(e.getMessage()));
        }
        try {
            check(call);
            PeerHandler handler = handlers.get(call.kind());
            if (handler == null) {
                throw new PeerRefusalException(PeerStatus.REFUSED, call.kind() + " is not answered here");
            }
            var _ = handler.handle(call.payload())
                    .whenComplete((payload, failure) ->
                            reply.send(() -> payload == null ? failed(failure) : PeerFrame.answered(payload)));
        } catch (RuntimeException e) {
            reply.send(() -> failed(e));
        }
    }

    private void check(PeerFrame.Call call) {
        PeerFrame.Caller caller = call.caller();
        if (caller.format() != self.format()) {
            throw new PeerRefusalException(
                    PeerStatus.REFUSED,
                    "node " + self.nodeId() + " speaks format " + self.format() + ", and node " + caller.nodeId()
                            + " format " + caller.format() + ": run the same version on both");
        }
        if (call.kind() != PeerCall.INTRODUCE && !caller.clusterId().equals(self.clusterId())) {
            throw new PeerRefusalException(
                    PeerStatus.REFUSED,
                    "node " + self.nodeId() + " is of cluster " + self.clusterId() + ", and node " + caller.nodeId()
                            + " of cluster " + caller.clusterId()
                            + ". To have it join this one, start it with an empty folder");
        }
    }

    private static List<Payload> failed(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
        PeerStatus status = cause instanceof PeerRefusalException refusal ? refusal.status() : PeerStatus.FAILED;
        ByteBuffer why = PeerFrame.payload(String.valueOf(cause == null ? "" : cause.getMessage()));
        return List.of(new BufferPayload(PeerFrame.answer(status, why)));
    }
}
