package io.weir.broker.peer;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers one kind of call. */
@FunctionalInterface
public interface PeerHandler {

    /** The answer; fails with {@link PeerRefusalException} where the caller is to be told how it stands. */
    CompletableFuture<List<Payload>> handle(ByteBuffer payload);

    /** One that answers with bytes in memory. */
    static PeerHandler ofBytes(Function<ByteBuffer, CompletableFuture<ByteBuffer>> handler) {
        return payload -> handler.apply(payload).thenApply(bytes -> List.of(new BufferPayload(bytes)));
    }
}
