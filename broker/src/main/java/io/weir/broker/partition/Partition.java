package io.weir.broker.partition;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.log.AppendRequest;
import io.weir.log.AppendResult;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.ReadResult;
import io.weir.log.append.Scrutiny;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.error.LogException;
import io.weir.log.error.LogRangeException;
import io.weir.log.producer.TransactionProof;
import io.weir.log.producer.TransactionStart;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import io.weir.replication.leader.PartitionTerms;
import io.weir.replication.leader.ReplicationRules;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.IntFunction;

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
    private final TopicTraffic traffic;
    private final PartitionLog log;
    private final HighWatermark highWatermark;
    private final TransactionOrigins transactionOrigins = new TransactionOrigins();
    /** Of all roles: whoever follows from one leader epoch to the next need not say so again. */
    private final Set<Runnable> endWatchers = new CopyOnWriteArraySet<>();

    private volatile Role role;

    /**
     * Opens the log by {@code logs}, which is given whom to tell of its durability. Led by nobody so far.
     *
     * @param traffic counts for its topic
     */
    Partition(PartitionId id, PartitionImage image, TopicTraffic traffic, LogOpener logs) {
        this.id = id;
        this.traffic = traffic;
        this.highWatermark = new HighWatermark();
        this.role = following(image, () -> {});
        this.log = logs.open(new Durability());
    }

    /** Finds or makes a partition's log. */
    interface LogOpener {
        PartitionLog open(DurabilityListener listener);
    }

    public PartitionId id() {
        return id;
    }

    /** What is counted of its topic on this broker. */
    public TopicTraffic traffic() {
        return traffic;
    }

    public boolean isInternal() {
        return id.isInternal();
    }

    public int leaderEpoch() {
        return role.leaderEpoch();
    }

    /** Leads from now on, or goes on leading, as the image says; what it followed is done with. */
    void lead(PartitionImage image, ReplicationPorts ports, int minInSync) {
        PartitionTerms terms =
                new PartitionTerms(image.leaderEpoch(), image.partitionEpoch(), image.replicas(), image.isr());
        if (image.replicas().size() == 1) {
            SoleReplica sole = new SoleReplica(image.leaderEpoch(), log, highWatermark);
            become(sole);
            highWatermark.open();
            sole.takeOver();
        } else if (role instanceof ReplicatedLead leading && leading.leaderEpoch() == image.leaderEpoch()) {
            leading.terms(terms);
        } else {
            ReplicationRules rules = new ReplicationRules(minInSync, ports.maxLagMs());
            become(new ReplicatedLead(id, log, highWatermark, ports, terms, rules));
            highWatermark.open();
        }
    }

    /** Others lead from now on, or nobody does. */
    void follow(PartitionImage image, ReplicationPorts ports) {
        become(following(image, () -> ports.following().tell(this)));
        transactionOrigins.forget();
        highWatermark.close(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }

    private FollowingReplica following(PartitionImage image, Runnable toTellLeader) {
        return new FollowingReplica(id, image, highWatermark, this::logStartOffset, toTellLeader);
    }

    private void become(Role next) {
        Role before = role;
        role = next;
        before.end();
    }

    /** The setting has changed. */
    void minInSync(int replicas, ReplicationPorts ports) {
        role.settings(new ReplicationRules(replicas, ports.maxLagMs()));
    }

    /** Those who copy it from here. */
    public OtherReplicas others() {
        return role;
    }

    /** Runs this after every append. */
    public void watchEnd(Runnable watcher) {
        endWatchers.add(watcher);
    }

    public void unwatchEnd(Runnable watcher) {
        endWatchers.remove(watcher);
    }

    /** Runs this at every advance of the high watermark, and when another role begins here; a leader elsewhere tells of each. */
    public void watch(Runnable watcher) {
        highWatermark().watch(watcher);
        role.tellLeader();
    }

    public void unwatch(Runnable watcher) {
        highWatermark.unwatch(watcher);
    }

    /** Whether anybody does. */
    public boolean isWatched() {
        return highWatermark.isWatched();
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
        int leaderEpoch = leaderEpoch();
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

    /** Appends a batch of one of this broker's coordinators. */
    public AppendResult appendAsCoordinator(ByteBuffer batch) {
        role.requireInSync();
        return append(batch, AppendRequest::fromCoordinator);
    }

    /** Appends the marker that ends a transaction; its epoch is checked as the transaction version says. */
    public AppendResult appendMarker(ByteBuffer batch, int transactionVersion) {
        role.requireInSync();
        long producerId = RecordBatch.at(batch, batch.position()).producerId();
        AppendResult appended = append(batch, epoch -> AppendRequest.transactionMarker(epoch, transactionVersion));
        transactionOrigins.ended(producerId);
        return appended;
    }

    /** Who began the transactions that are open here. */
    public TransactionOrigins transactionOrigins() {
        return transactionOrigins;
    }

    private AppendResult append(ByteBuffer batch, IntFunction<AppendRequest> request) {
        int bytes = batch.remaining();
        AppendResult appended;
        try {
            appended = role.append(epoch -> log.append(batch, request.apply(epoch)));
        } catch (LogException e) {
            traffic.add(TopicTraffic.Flow.FAILED_APPENDS, 1);
            throw e;
        }
        if (!appended.isDuplicate()) {
            traffic.appended(bytes, appended.lastOffset() - appended.baseOffset() + 1);
        }
        endWatchers.forEach(Runnable::run);
        return appended;
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
        Role now = role;
        highWatermark()
                .whenReached(
                        era,
                        endOffset,
                        deadlineMs,
                        error -> waiter.done(error == ErrorCode.NONE ? now.outcomeOfKept() : error));
    }

    /** As {@link #whenKept}, for records that are there: how many replicas are in sync does not matter. */
    public void whenSafe(int era, long endOffset, long deadlineMs, HighWatermark.AckWaiter waiter) {
        highWatermark().whenReached(era, endOffset, deadlineMs, waiter);
    }

    /** The leader this one follows says how far its records are safe. */
    public void leaderTold(long offset) {
        role.leaderTold(offset);
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
    public ReadResult.Data read(long offset, int maxBytes, boolean committedOnly, boolean atLeastOneBatch) {
        long bound = committedOnly ? lastStableOffset() : highWatermark().offset();
        return switch (log.read(offset, maxBytes, bound, atLeastOneBatch)) {
            case ReadResult.Data data -> data;
            case ReadResult.OutOfRange range ->
                throw new LogRangeException("offset " + offset + " of " + id + " is outside " + range.logStartOffset()
                        + ".." + range.logEndOffset());
        };
    }

    /** How far the records are safe; known from the first use of the log on. */
    public HighWatermark highWatermark() {
        role.begin();
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

    /** The epoch that wrote the record at an offset, or -1 when that is not known. */
    public int epochAt(long offset) {
        return log.epochFor(offset).orElse(ANY_EPOCH);
    }

    /** Where a leader epoch ended; the present one ends at the log's end. */
    public EpochEndOffset endOffsetFor(int epoch) {
        int leaderEpoch = leaderEpoch();
        if (epoch == leaderEpoch) {
            return new EpochEndOffset(epoch, log.logEndOffset());
        }
        // Before the epochs are looked at: what is appended meanwhile is of another.
        long end = log.logEndOffset();
        EpochEndOffset known = log.endOffsetFor(epoch);
        return known.isDefined() || epoch < 0 || epoch > leaderEpoch
                ? known
                // Nothing of it is here, and nothing came after it yet: what does comes at the end.
                : new EpochEndOffset(log.latestEpoch().orElse(epoch), end);
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
        role.tick();
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
        if (log.deleteOldSegments(nowMs) > 0) {
            role.tellLeader();
        }
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
            role.durable(durableOffset);
        }

        @Override
        public boolean isAwaited() {
            return role.awaitsDisk();
        }

        @Override
        public void onOffline(String reason) {
            highWatermark.close(ErrorCode.KAFKA_STORAGE_ERROR);
        }

        @Override
        public long retainFrom(long durableOffset) {
            return role.retainFrom(durableOffset);
        }
    }
}
