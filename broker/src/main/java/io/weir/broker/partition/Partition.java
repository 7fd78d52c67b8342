package io.weir.broker.partition;

import io.weir.log.AppendRequest;
import io.weir.log.AppendResult;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.ReadResult;
import io.weir.log.append.Scrutiny;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.error.LogRangeException;
import io.weir.log.producer.ProducerState;
import io.weir.log.producer.TransactionProof;
import io.weir.log.producer.TransactionStart;
import io.weir.log.segment.AbortedTransaction;
import io.weir.protocol.extension.TransactionOrigin;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One partition led by this broker: its log, how far it is safe, and those who wait for that.
 *
 * <p>With a single copy safe means durable: the high watermark follows the log's durable offset. The log is read when
 * it is first used; an unused partition costs little more than this object. Every method that touches the log throws
 * {@link io.weir.log.error.LogException}, which carries the error code to answer.
 */
public final class Partition {

    private static final int ANY_EPOCH = -1;

    private final PartitionId id;
    private final PartitionLog log;
    private final HighWatermark highWatermark;
    private final TransactionOrigins transactionOrigins = new TransactionOrigins();
    private volatile int leaderEpoch;

    /** Opens the log by {@code logs}, which is given whom to tell of its durability. */
    Partition(PartitionId id, int leaderEpoch, LogOpener logs) {
        this.id = id;
        this.leaderEpoch = leaderEpoch;
        this.highWatermark = new HighWatermark();
        this.log = logs.open(new Durability(highWatermark));
    }

    /** Finds or makes a partition's log. */
    interface LogOpener {
        PartitionLog open(DurabilityListener listener);
    }

    public PartitionId id() {
        return id;
    }

    public boolean isInternal() {
        return id.isInternal();
    }

    public int leaderEpoch() {
        return leaderEpoch;
    }

    void leaderEpoch(int newEpoch) {
        leaderEpoch = newEpoch;
    }

    PartitionLog log() {
        return log;
    }

    /** Whether its disk has failed, or its files are damaged: nobody can use it until the next start. */
    public boolean isOffline() {
        return log.failure().isPresent();
    }

    /** Whether somebody who knows the partition under this leader epoch, or -1, knows it as it is. */
    public ErrorCode checkLeaderEpoch(int knownEpoch) {
        if (knownEpoch == ANY_EPOCH || knownEpoch == leaderEpoch) {
            return ErrorCode.NONE;
        }
        return knownEpoch < leaderEpoch ? ErrorCode.FENCED_LEADER_EPOCH : ErrorCode.UNKNOWN_LEADER_EPOCH;
    }

    /**
     * Appends one batch of a client. The buffer is patched in place and free again on return.
     *
     * @param proof that the transaction the batch begins here, if it begins one, is known to its coordinator
     * @param scrutiny how much of the batch is looked at
     */
    public AppendResult append(ByteBuffer batch, TransactionProof proof, Scrutiny scrutiny) {
        return log.append(batch, AppendRequest.fromClient(leaderEpoch, proof, scrutiny));
    }

    /** What {@link #append} takes for a transactional batch once the coordinator knows of its transaction. */
    public TransactionProof beginTransactionProof(TransactionStart start) {
        return log.beginTransactionProof(start);
    }

    /** The producers known to the log now. */
    public List<ProducerState> producers() {
        return log.producers();
    }

    /** Appends a batch of one of this broker's coordinators. */
    public AppendResult appendAsCoordinator(ByteBuffer batch) {
        return log.append(batch, AppendRequest.fromCoordinator(leaderEpoch));
    }

    /** Appends the marker that ends a transaction; its epoch is checked as the transaction version says. */
    public AppendResult appendMarker(ByteBuffer batch, int transactionVersion) {
        long producerId = RecordBatch.at(batch, batch.position()).producerId();
        AppendResult appended = log.append(batch, AppendRequest.transactionMarker(leaderEpoch, transactionVersion));
        transactionOrigins.ended(producerId);
        return appended;
    }

    /** A producer's transaction has begun here with a batch that was appended. */
    public void transactionBegun(long producerId, TransactionOrigin origin) {
        transactionOrigins.begun(producerId, origin);
    }

    /** Who began a producer's open transaction; not known when that was before the start. */
    public Optional<TransactionOrigin> transactionOrigin(long producerId) {
        return transactionOrigins.of(producerId);
    }

    /**
     * Records from an offset on, as they are stored and without copying: empty at the end.
     *
     * @param committedOnly whether to stop at the last stable offset instead of the high watermark
     * @param atLeastOneBatch whether a first batch larger than {@code maxBytes} comes whole
     * @throws LogRangeException when the offset is before the log's start or behind its end
     */
    public Payload read(long offset, int maxBytes, boolean committedOnly, boolean atLeastOneBatch) {
        long bound = committedOnly ? lastStableOffset() : highWatermark().offset();
        return switch (log.read(offset, maxBytes, bound, atLeastOneBatch)) {
            case ReadResult.Data data -> data.payload();
            case ReadResult.OutOfRange range ->
                throw new LogRangeException("offset " + offset + " of " + id + " is outside " + range.logStartOffset()
                        + ".." + range.logEndOffset());
        };
    }

    /** Whole batches in memory, for replay. */
    public List<RecordBatch> readBatches(long offset, int maxBytes) {
        return log.readBatches(offset, maxBytes, log.logEndOffset());
    }

    /** Whole batches in memory that end before a bound; none where there are none. The first may begin before the offset. */
    public List<RecordBatch> readBatches(long offset, int maxBytes, long bound) {
        return log.readBatches(offset, maxBytes, bound);
    }

    public List<AbortedTransaction> abortedTransactions(long from, long upperBound) {
        return log.abortedTransactions(from, upperBound);
    }

    /** How far the records are safe; known from the first use of the log on. */
    public HighWatermark highWatermark() {
        if (!highWatermark.isKnown()) {
            highWatermark.advance(log.durableOffset());
        }
        return highWatermark;
    }

    public long lastStableOffset() {
        return log.lastStableOffset(highWatermark().offset());
    }

    public long logStartOffset() {
        return log.logStartOffset();
    }

    public long logEndOffset() {
        return log.logEndOffset();
    }

    public long sizeBytes() {
        return log.sizeBytes();
    }

    public int maxBatchBytes() {
        return log.config().message().maxBytes();
    }

    /** The epoch that wrote the record at an offset, or -1 when that is not known. */
    public int epochAt(long offset) {
        return log.epochFor(offset).orElse(ANY_EPOCH);
    }

    /** Where a leader epoch ended; the present one ends at the log's end. */
    public EpochEndOffset endOffsetFor(int epoch) {
        return epoch == leaderEpoch ? new EpochEndOffset(epoch, log.logEndOffset()) : log.endOffsetFor(epoch);
    }

    /**
     * Deletes the records before an offset, or all that are safe for -1.
     *
     * @return the log's start afterwards
     * @throws LogRangeException when the offset is above the high watermark
     */
    public long deleteRecordsBefore(long offset) {
        long safe = highWatermark().offset();
        long target = offset == -1 ? safe : offset;
        if (target < 0 || target > safe) {
            throw new LogRangeException(
                    "records of " + id + " cannot be deleted before offset " + target + ": it is outside 0.." + safe);
        }
        log.advanceLogStartOffset(target);
        return log.logStartOffset();
    }

    void expireWaiting(long nowMs) {
        highWatermark.expire(nowMs);
    }

    /**
     * Removes what retention no longer keeps.
     *
     * @param mayOpen whether a log that is not in use is opened when there may be something to remove
     * @return whether it was
     */
    boolean applyRetention(long nowMs, boolean mayOpen) {
        boolean opens = !log.isOpen();
        if (log.failure().isPresent() || (opens && !(mayOpen && log.mayHaveOldSegments(nowMs)))) {
            return false;
        }
        int _ = log.deleteOldSegments(nowMs);
        return opens;
    }

    /** Ends all waiting: the partition is deleted or led elsewhere. */
    void close(ErrorCode reason) {
        highWatermark.close(reason);
    }

    @Override
    public String toString() {
        return id.toString();
    }

    private record Durability(HighWatermark highWatermark) implements DurabilityListener {

        @Override
        public void onDurable(long durableOffset) {
            highWatermark.advance(durableOffset);
        }

        @Override
        public void onOffline(String reason) {
            highWatermark.close(ErrorCode.KAFKA_STORAGE_ERROR);
        }
    }
}
