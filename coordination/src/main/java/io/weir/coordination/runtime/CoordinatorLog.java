package io.weir.coordination.runtime;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The partition of the internal topic behind one coordinator shard, as long as this node leads it. The broker
 * implements it over the partition; tests over a list.
 *
 * <p>Appending, writing a marker and replaying report failure through their future: {@link CoordinatorException} with the error the clients should
 * see (usually NOT_COORDINATOR when leadership is gone, COORDINATOR_NOT_AVAILABLE otherwise); any other exception
 * counts as COORDINATOR_NOT_AVAILABLE.
 */
public interface CoordinatorLog {

    /**
     * Appends one whole record batch (format v2, base offset 0, no leader epoch: the log patches both in place).
     *
     * <p>Called by one thread at a time, in order. Batches commit in the order they were appended. When one fails the
     * coordinator appends no more, waits for those under way and calls {@link #replay} to see what was written.
     *
     * @param batch the batch; the log may keep the buffer
     * @return the base offset, completed when the batch is committed (as for acks=all)
     */
    CompletableFuture<Long> append(ByteBuffer batch);

    /**
     * Appends the control batch that ends a transaction, under the same rules; but where the log refuses this one for
     * its epochs (INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED) the future has failed on return, nothing is
     * written and the coordinator goes on.
     *
     * @param transactionVersion how strictly the producer's epoch is checked: 2 after KIP-890, less before
     */
    CompletableFuture<Long> appendMarker(ByteBuffer batch, int transactionVersion);

    /**
     * Reads everything from the log's start to its end at the time of the call, in order, one buffer of whole batches
     * at a time, on a thread of the log's choosing.
     *
     * @param batches takes each buffer; the log may reuse it afterwards
     * @return completed when the last buffer was taken and all of it is committed
     */
    CompletableFuture<Void> replay(Consumer<ByteBuffer> batches);

    /**
     * Nobody needs what is before this offset any more: the log may delete it, now, later or never. Must not block.
     * Logs that are compacted have no use for it.
     */
    default void prune(long beforeOffset) {}

    /** The largest batch the log accepts, in bytes (max.message.bytes of the internal topic). */
    int maxBatchBytes();
}
