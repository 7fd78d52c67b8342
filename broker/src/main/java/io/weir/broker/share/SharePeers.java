package io.weir.broker.share;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The way to brokers that keep states of share groups. */
public interface SharePeers {

    /** Asks another broker; fails when it is not known whether it has heard. Never blocks. */
    CompletableFuture<ByteBuffer> ask(int nodeId, ByteBuffer question);
}
