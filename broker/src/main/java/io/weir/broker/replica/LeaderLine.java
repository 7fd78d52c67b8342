package io.weir.broker.replica;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The way to the broker that leads. */
@FunctionalInterface
public interface LeaderLine {

    /** Asks the leader; may wait for a connection. Fails when it cannot be reached, or does not answer in time. */
    CompletableFuture<ByteBuffer> ask(int leader, ByteBuffer question);
}
