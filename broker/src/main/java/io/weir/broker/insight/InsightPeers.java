package io.weir.broker.insight;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The way to brokers that coordinate groups. */
public interface InsightPeers {

    /** Asks another broker; fails when it does not answer. Never blocks. */
    CompletableFuture<ByteBuffer> ask(int nodeId, ByteBuffer question);
}
