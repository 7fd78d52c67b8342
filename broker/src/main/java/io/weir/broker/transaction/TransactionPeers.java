package io.weir.broker.transaction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The way to brokers that coordinate transactions, or lead partitions that are in them. */
public interface TransactionPeers {

    /** What one broker asks another about transactions. */
    enum Question {
        /** May these partitions take records of this transaction? */
        ADMIT,
        /** End this transaction in these partitions. */
        END
    }

    /** Asks another broker; fails when it is not known whether it has heard. Never blocks. */
    CompletableFuture<ByteBuffer> ask(int nodeId, Question question, ByteBuffer bytes);

    /** Of a broker that is alone. */
    static TransactionPeers none() {
        return (nodeId, _, _) ->
                CompletableFuture.failedFuture(new IOException("This broker is alone, and there is no node " + nodeId));
    }
}
