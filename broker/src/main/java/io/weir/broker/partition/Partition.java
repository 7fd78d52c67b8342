package io.weir.broker.partition;

import io.weir.log.AppendRequest;
import io.weir.log.AppendResult;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.ReadResult;
import io.weir.log.append.Scrutiny;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.error.LogRangeException;
import io.weir.log.producer.ProducerState;
import io.weir.log.producer.TransactionProof;
import io.weir.log.producer.TransactionStart;
import io.weir.log.segment.AbortedTransaction;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.extension.TransactionOrigin;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import io.weir.replication.leader.PartitionTerms;
import io.weir.replication.leader.ReplicationRules;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One partition of this broker: its log, how far it is safe, and those who wait for that.
 *
 * <p>With a single copy safe means durable: the high watermark follows the log's durable offset. With several it is what all
 * in-sync replicas have ({@link ReplicatedLead}), or what the leader says where this one follows. The log is read when
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
    private volatile boolean isSole;
    private volatile @Nullable ReplicatedLead lead;

    /** Opens the log by {@code logs}, which is given whom to tell of its durability. */
    Partition(PartitionId id, PartitionImage image, LogOpener logs) {
        this.id = id;
        this.leaderEpoch = image.leaderEpoch();
        this.isSole = image.replicas().size() == 1;
        this.highWatermark = new HighWatermark();
        this.log = logs.open(new Durability());
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

    /** Leads from now on, or goes on leading, as the image says; what it followed is done with. */
    void lead(PartitionImage image, ReplicationPorts ports, int minInSync) {
        isSole = image.replicas().size() == 1;
        ReplicatedLead before = lead;
        if (isSole) {
            lead = null;
        } else {
            PartitionTerms terms =
                    new PartitionTerms(image.leaderEpoch(), image.partitionEpoch(), image.replicas(), image.isr());
            ReplicationRules rules = new ReplicationRules(minInSync, ports.maxLagMs());
            if (before != null && before.leaderEpoch() == image.leaderEpoch()) {
                before.terms(terms);
                return;
            }
            lead = new ReplicatedLead(id, log, highWatermark, ports, terms, rules);
        }
        if (before != null) {
            before.end();
        }
        leaderEpoch = image.leaderEpoch();
        highWatermark.open();
        if (isSole && before != null) {
            // What waited for the others is safe once it is on this disk; no later flush may come to tell.
            highWatermark.advance(log.durableOffset());
        }
    }

    /** Others lead from now on, or nobody does. */
    void follow(PartitionImage image) {
        isSole = image.replicas().size() == 1;
        ReplicatedLead before = lead;
        lead = null;
        leaderEpoch = image.leaderEpoch();
        if (before != null) {
            before.end();
        }
        highWatermark.close(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    /** The setting has changed. */
    void minInSync(int replicas, ReplicationPorts ports) {
        ReplicatedLead leading = lead;
        if (leading != null) {
            leading.settings(new ReplicationRules(replicas, ports.maxLagMs()));
        }
    }

    /** The log; only whoever has it follow a leader writes to it past this partition. */
    public PartitionLog log() {
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
        return append(batch, epoch -> AppendRequest.fromClient(epoch, proof, scrutiny));
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
        requireInSync();
        return append(batch, AppendRequest::fromCoordinator);
    }

    /** Appends the marker that ends a transaction; its epoch is checked as the transaction version says. */
    public AppendResult appendMarker(ByteBuffer batch, int transactionVersion) {
        requireInSync();
        long producerId = RecordBatch.at(batch, batch.position()).producerId();
        AppendResult appended = append(batch, epoch -> AppendRequest.transactionMarker(epoch, transactionVersion));
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

    private AppendResult append(ByteBuffer batch, IntFunction<AppendRequest> request) {
        ReplicatedLead leading = lead;
        if (leading != null) {
            return leading.append(() -> log.append(batch, request.apply(leading.leaderEpoch())));
        }
        if (!isSole) {
            throw new AppendRejectedException(ErrorCode.NOT_LEADER_OR_FOLLOWER, id + " is led elsewhere");
        }
        return log.append(batch, request.apply(leaderEpoch));
    }

    /**
     * To be called before an append that is to be acknowledged by all.
     *
     * @throws AppendRejectedException NOT_ENOUGH_REPLICAS when fewer than min.insync.replicas are in sync
     */
    public void requireInSync() {
        ReplicatedLead leading = lead;
        if (leading != null) {
            leading.requireInSync();
        }
    }

    /** To be asked before an append, and named to {@link #whenKept}. */
    public int era() {
        return highWatermark.era();
    }

    /**
     * Calls the waiter when all in-sync replicas have what is below this offset, or at the first {@link #expireWaiting} after
     * the deadline.
     *
     * @param era when it was appended: what was appended before others led may be gone
     */
    public void whenKept(int era, long endOffset, long deadlineMs, HighWatermark.AckWaiter waiter) {
        ReplicatedLead leading = lead;
        highWatermark()
                .whenReached(
                        era,
                        endOffset,
                        deadlineMs,
                        leading == null
                                ? waiter
                                : error -> waiter.done(error == ErrorCode.NONE ? leading.outcomeOfKept() : error));
    }

    /** As {@link #whenKept}, for records that are there: how many replicas are in sync does not matter. */
    public void whenSafe(int era, long endOffset, long deadlineMs, HighWatermark.AckWaiter waiter) {
        highWatermark().whenReached(era, endOffset, deadlineMs, waiter);
    }

    /** Tells whether what clients are told of the partition's end may be older than what they were told before. */
    public boolean mayLieBack() {
        ReplicatedLead leading = lead;
        return leading != null && !leading.isHighWatermarkCurrent();
    }

    /** For a follower: records from an offset on, safe or not. */
    public ReadResult readForFollower(long offset, int maxBytes, boolean atLeastOneBatch) {
        return log.read(offset, maxBytes, log.logEndOffset(), atLeastOneBatch);
    }

    /** A follower has all below this offset. False where it follows nothing here, as far as this broker knows. */
    public boolean fetched(int follower, long brokerEpoch, long offset) {
        ReplicatedLead leading = lead;
        return leading != null && leading.fetched(follower, brokerEpoch, offset);
    }

    /** Whether a replica elsewhere is in sync, where this broker leads. */
    public boolean isInSync(int nodeId) {
        ReplicatedLead leading = lead;
        return leading != null && leading.isInSync(nodeId);
    }

    /** Runs this after every append. */
    public void watchEnd(Runnable watcher) {
        ReplicatedLead leading = lead;
        if (leading != null) {
            leading.watch(watcher);
        }
    }

    public void unwatchEnd(Runnable watcher) {
        ReplicatedLead leading = lead;
        if (leading != null) {
            leading.unwatch(watcher);
        }
    }

    /** The leader this one follows says how far its records are safe. */
    public void leaderTold(long offset) {
        if (!isSole && lead == null) {
            highWatermark.advance(offset);
        }
    }

    /** The log was cut at this offset by whoever has it follow a leader. */
    public void truncated(long end) {
        highWatermark.cutTo(end);
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
        ReplicatedLead leading = lead;
        if (leading != null) {
            leading.begin();
        } else if (isSole && !highWatermark.isKnown()) {
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
        if (epoch == leaderEpoch) {
            return new EpochEndOffset(epoch, log.logEndOffset());
        }
        EpochEndOffset known = log.endOffsetFor(epoch);
        return known.isDefined() || epoch < 0 || epoch > leaderEpoch
                ? known
                // Nothing of it is here, and nothing came after it yet: what does comes at the end.
                : new EpochEndOffset(log.latestEpoch().orElse(epoch), log.logEndOffset());
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
        ReplicatedLead leading = lead;
        if (leading != null) {
            leading.tick();
        }
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

    private final class Durability implements DurabilityListener {
        @Override
        public void onDurable(long durableOffset) {
            ReplicatedLead leading = lead;
            if (leading != null) {
                leading.durable(durableOffset);
            } else if (isSole) {
                highWatermark.advance(durableOffset);
            }
        }

        @Override
        public void onOffline(String reason) {
            highWatermark.close(ErrorCode.KAFKA_STORAGE_ERROR);
        }

        @Override
        public long retainFrom(long durableOffset) {
            return isSole ? durableOffset : Math.min(durableOffset, Math.max(0, highWatermark.offset()));
        }
    }
}
