package io.weir.broker.partition;

import io.weir.log.AppendResult;
import io.weir.log.PartitionLog;
import io.weir.log.error.AppendRejectedException;
import io.weir.protocol.types.ErrorCode;
import io.weir.replication.leader.Extent;
import io.weir.replication.leader.IsrProposal;
import io.weir.replication.leader.LeaderReplica;
import io.weir.replication.leader.LogEnds;
import io.weir.replication.leader.PartitionTerms;
import io.weir.replication.leader.ReadCandidate;
import io.weir.replication.leader.ReplicationRules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A partition that is led here in one leader epoch, and has replicas elsewhere: the rules of {@link LeaderReplica} with a lock
 * around them. The log is not touched before somebody writes, reads or follows.
 */
final class ReplicatedLead implements Role {

    private final PartitionId id;
    private final PartitionLog log;
    private final HighWatermark highWatermark;
    private final ReplicationPorts ports;
    private final int era;
    private final Rules rules;

    /** What the locks guard: appends share the first with each other, and not with the end of this leadership. */
    private static final class Rules {
        private final ReentrantReadWriteLock appending = new ReentrantReadWriteLock();
        private boolean hasEnded;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable LeaderReplica leader;
        private volatile PartitionTerms terms;
        private volatile boolean awaitsDisk = true;
        private ReplicationRules settings;

        Rules(PartitionTerms terms, ReplicationRules settings) {
            this.terms = terms;
            this.settings = settings;
        }
    }

    ReplicatedLead(
            PartitionId id,
            PartitionLog log,
            HighWatermark highWatermark,
            ReplicationPorts ports,
            PartitionTerms terms,
            ReplicationRules settings) {
        this.id = id;
        this.log = log;
        this.highWatermark = highWatermark;
        this.era = highWatermark.era();
        this.ports = ports;
        this.rules = new Rules(terms, settings);
    }

    /** Reads the log's ends, if that was not done. */
    @Override
    public void begin() {
        if (rules.leader == null) {
            // Opened before the lock is taken: what the controller decides meanwhile must not wait for a recovery.
            long _ = log.logEndOffset();
            change(_ -> {});
        }
    }

    @Override
    public int leaderEpoch() {
        return rules.terms.leaderEpoch();
    }

    @Override
    public AppendResult append(IntFunction<AppendResult> append) {
        AppendResult appended;
        rules.appending.readLock().lock();
        try {
            if (rules.hasEnded) {
                throw FollowingReplica.notLedHere(id);
            }
            begin();
            appended = append.apply(leaderEpoch());
        } finally {
            rules.appending.readLock().unlock();
        }
        long end = appended.lastOffset() + 1;
        change(leader -> leader.appended(end, nowMs()));
        return appended;
    }

    @Override
    public void end() {
        rules.appending.writeLock().lock();
        try {
            rules.hasEnded = true;
        } finally {
            rules.appending.writeLock().unlock();
        }
    }

    @Override
    public void requireInSync() {
        begin();
        if (ask(LeaderReplica::isUnderMinInSync)) {
            throw new AppendRejectedException(
                    ErrorCode.NOT_ENOUGH_REPLICAS,
                    "the in-sync replicas of " + id + " are "
                            + ask(leader -> leader.terms().isr()) + ", fewer than its min.insync.replicas");
        }
    }

    @Override
    public ErrorCode outcomeOfKept() {
        return ask(LeaderReplica::wasKeptByTooFew) ? ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND : ErrorCode.NONE;
    }

    @Override
    public boolean mayLieBack() {
        begin();
        return ask(leader -> leader.highWatermark() < leader.epochStart());
    }

    @Override
    public boolean fetched(int follower, long brokerEpoch, Extent has) {
        begin();
        AtomicBoolean isReplica = new AtomicBoolean();
        change(leader -> {
            // One that was under way when this leadership began has told nobody.
            leader.appended(log.logEndOffset(), nowMs());
            isReplica.set(leader.fetched(follower, brokerEpoch, has, nowMs()));
        });
        return isReplica.get();
    }

    @Override
    public List<ReadCandidate> readableAt(long offset) {
        begin();
        return ask(leader -> leader.readableAt(offset, nowMs()));
    }

    @Override
    public boolean isInSync(int nodeId) {
        return rules.terms.isr().contains(nodeId);
    }

    @Override
    public void durable(long offset) {
        if (rules.leader != null) {
            change(leader -> leader.durable(offset, nowMs()));
        }
    }

    @Override
    public boolean awaitsDisk() {
        return rules.awaitsDisk;
    }

    @Override
    public void tick() {
        if (rules.leader != null) {
            change(_ -> {});
        }
    }

    @Override
    public long retainFrom(long durableOffset) {
        return highWatermark.kept(durableOffset);
    }

    /** The same leadership goes on, with other replicas or another in-sync set. */
    void terms(PartitionTerms newer) {
        rules.lock.lock();
        try {
            if (newer.partitionEpoch() > rules.terms.partitionEpoch()) {
                rules.terms = newer;
            }
        } finally {
            rules.lock.unlock();
        }
        if (rules.leader != null) {
            change(leader -> leader.terms(newer, nowMs()));
        }
    }

    @Override
    public void settings(ReplicationRules newer) {
        rules.lock.lock();
        try {
            rules.settings = newer;
        } finally {
            rules.lock.unlock();
        }
        if (rules.leader != null) {
            change(leader -> leader.rules(newer, nowMs()));
        }
    }

    private long nowMs() {
        return ports.clock().millis();
    }

    private <T> T ask(Function<LeaderReplica, T> question) {
        rules.lock.lock();
        try {
            return question.apply(leader());
        } finally {
            rules.lock.unlock();
        }
    }

    private void change(Consumer<LeaderReplica> change) {
        long safe;
        Optional<IsrProposal> proposal;
        rules.lock.lock();
        try {
            LeaderReplica leader = leader();
            change.accept(leader);
            safe = leader.highWatermark();
            proposal = leader.proposal(nowMs());
            rules.awaitsDisk = leader.mayBeAlone();
        } finally {
            rules.lock.unlock();
        }
        highWatermark.advance(era, safe);
        proposal.ifPresent(wanted -> ports.proposals().propose(id, wanted, () -> ended(wanted)));
    }

    private void ended(IsrProposal proposal) {
        ask(leader -> {
            leader.refused(proposal);
            return leader;
        });
    }

    /** Holds the lock. */
    private LeaderReplica leader() {
        LeaderReplica known = rules.leader;
        if (known != null) {
            return known;
        }
        long end = log.logEndOffset();
        long safe = Math.clamp(highWatermark.offset(), log.logStartOffset(), end);
        LeaderReplica made = new LeaderReplica(
                ports.nodeId(),
                ports.eligibility(),
                rules.terms,
                rules.settings,
                new LogEnds(end, log.durableOffset(), safe),
                nowMs());
        rules.leader = made;
        return made;
    }
}
