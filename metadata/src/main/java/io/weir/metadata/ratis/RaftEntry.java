package io.weir.metadata.ratis;

import java.nio.ByteBuffer;
import java.util.List;

/** What stands in an entry of the Raft log. */
sealed interface RaftEntry {

    /**
     * A leadership begins here: entries of earlier ones are void from here on.
     *
     * @param nonce by which the node knows its own beginning among others it may have tried
     */
    record Begin(int nodeId, long nonce) implements RaftEntry {}

    /**
     * Entries of the metadata log, decided under this epoch; each as its records' bytes.
     *
     * @param epoch void unless it is the one that began last
     */
    record Append(int epoch, List<ByteBuffer> entries) implements RaftEntry {}

    /**
     * What a node kept in its local log before it became a cluster; void unless it is the first.
     *
     * @param offset  of the last local entry
     * @param records the state after it, as bytes
     */
    record Seed(long offset, ByteBuffer records) implements RaftEntry {}
}
