package io.weir.metadata.log;

import io.weir.protocol.wire.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps entries of records, in one order for all nodes, so that they survive. An entry is a list of records that is
 * there as a whole or not at all; its offset is its place, 0, 1, 2 and so on.
 */
public interface MetadataLog extends AutoCloseable {

    /** Text of the cluster's id, which is as old as the log. */
    String clusterId();

    /**
     * Begins: tells the listener the latest snapshot and every committed entry after it, then who leads. Local logs do so
     * before this returns. Called once.
     *
     * @throws MetadataLogException when what is stored cannot be understood
     */
    void start(MetadataLogListener listener);

    /**
     * Proposes an entry. Only the leader may, and only while the leadership it was decided under lasts: what follows a
     * lost entry must not be written, because it builds on it.
     *
     * @param epoch of the leadership, as told by {@link MetadataLogListener#onLeading}
     * @return its offset, once it is durable and the listener was told; fails with {@link MetadataLogException} when the
     *     entry may be lost
     */
    CompletableFuture<Long> append(int epoch, List<Message> records);

    /** The node that leads as far as is known here, or -1 where nobody has led yet. It may have ceased to. */
    int leader();

    /** Ends: entries that were proposed and are not yet durable may be lost. The listener hears no more. */
    @Override
    void close();
}
