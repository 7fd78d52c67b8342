package io.weir.replication.leader;

import io.weir.replication.leader.IsrProposal.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A partition's leader in one leader epoch, by Kafka's rules: followers' positions and the ends of the own log go in, the
 * high watermark and proposals to change the in-sync set come out. While a proposal is not answered, the larger of both sets
 * counts: whichever the controller has decided by then, what is acknowledged is on all of its members.
 *
 * <p>No clock, no I/O. Not to be shared between threads.
 */
public final class LeaderReplica {

    private final int self;
    private final Eligibility eligibility;
    private final long epochStart;
    private final Map<Integer, FollowerProgress> followers = new TreeMap<>();
    private PartitionTerms terms;
    private ReplicationRules rules;
    private Optional<IsrProposal> pending = Optional.empty();
    private LogEnds own;

    /** Leads from now on. Members of the in-sync set have until then to show themselves. */
    public LeaderReplica(
            int self, Eligibility eligibility, PartitionTerms terms, ReplicationRules rules, LogEnds own, long nowMs) {
        this.self = self;
        this.eligibility = eligibility;
        this.terms = terms;
        this.rules = rules;
        this.own = own;
        this.epochStart = own.end();
        adopt(terms, nowMs);
    }

    public PartitionTerms terms() {
        return terms;
    }

    /** Everything below this offset is kept by all in-sync replicas. Never goes back. */
    public long highWatermark() {
        return own.highWatermark();
    }

    /** Where this leadership began: what others read may not end before (KIP-207). */
    public long epochStart() {
        return epochStart;
    }

    /** Whether acks=all has to be refused. */
    public boolean isUnderMinInSync() {
        return terms.isr().size() < minInSync();
    }

    /** The same when what was appended is kept: a set that is about to grow counts as grown. */
    public boolean wasKeptByTooFew() {
        return maximalIsr().size() < minInSync();
    }

    public void rules(ReplicationRules changed, long nowMs) {
        rules = changed;
        advance(nowMs);
    }

    /** The controller has decided something about this partition; older decisions are passed over. */
    public void terms(PartitionTerms newer, long nowMs) {
        if (newer.leaderEpoch() == terms.leaderEpoch() && newer.partitionEpoch() > terms.partitionEpoch()) {
            pending = Optional.empty();
            adopt(newer, nowMs);
            advance(nowMs);
        }
    }

    public void appended(long end, long nowMs) {
        if (end > own.end()) {
            own = new LogEnds(end, own.durable(), own.highWatermark());
            advance(nowMs);
        }
    }

    public void durable(long offset, long nowMs) {
        if (offset > own.durable()) {
            own = new LogEnds(own.end(), offset, own.highWatermark());
            advance(nowMs);
        }
    }

    /** A follower asks for what comes after what it has. False, and passed over, where it is no replica as known here. */
    public boolean fetched(int nodeId, long brokerEpoch, Extent has, long nowMs) {
        FollowerProgress follower = followers.get(nodeId);
        if (follower != null && follower.fetched(brokerEpoch, has, own.end(), nowMs)) {
            advance(nowMs);
        }
        return follower != null;
    }

    /**
     * The followers that consumers may read from at this offset (KIP-392). One that is not in sync is none of them: whoever reads
     * there would fall behind with it.
     */
    public List<ReadCandidate> readableAt(long offset, long nowMs) {
        List<ReadCandidate> candidates = new ArrayList<>();
        followers.forEach((id, follower) -> {
            if (terms.isr().contains(id) && follower.extent().covers(offset)) {
                follower.look(own.end(), nowMs);
                candidates.add(new ReadCandidate(id, follower.end(), follower.lagMs(nowMs)));
            }
        });
        return candidates;
    }

    /** To be asked after each change, and now and then: the set that ought to be in sync, if it is another. */
    public Optional<IsrProposal> proposal(long nowMs) {
        followers.values().forEach(follower -> follower.look(own.end(), nowMs));
        if (pending.isPresent()) {
            return Optional.empty();
        }
        Set<Integer> wanted = new TreeSet<>(terms.isr());
        followers.forEach((id, follower) -> {
            if (!wanted.contains(id)) {
                if (mayJoin(id, follower)) {
                    wanted.add(id);
                }
            } else if (!follower.isInSync(own.end(), nowMs, rules.maxLagMs())) {
                wanted.remove(id);
            }
        });
        if (wanted.equals(Set.copyOf(terms.isr()))) {
            return Optional.empty();
        }
        List<Member> members = terms.replicas().stream()
                .filter(wanted::contains)
                .map(id -> new Member(id, brokerEpoch(id)))
                .toList();
        pending = Optional.of(new IsrProposal(terms.leaderEpoch(), terms.partitionEpoch(), members));
        return pending;
    }

    /** The controller has refused this proposal, and will not decide it later. */
    public void refused(IsrProposal proposal) {
        if (pending.filter(proposal::equals).isPresent()) {
            pending = Optional.empty();
        }
    }

    private boolean mayJoin(int nodeId, FollowerProgress follower) {
        return follower.end() >= Math.max(own.highWatermark(), epochStart)
                && eligibility.isEligible(nodeId, follower.brokerEpoch());
    }

    private long brokerEpoch(int nodeId) {
        FollowerProgress follower = followers.get(nodeId);
        return follower == null ? FollowerProgress.UNKNOWN : follower.brokerEpoch();
    }

    private void adopt(PartitionTerms newer, long nowMs) {
        terms = newer;
        followers.keySet().retainAll(newer.replicas());
        for (int id : newer.replicas()) {
            if (id != self) {
                followers.computeIfAbsent(
                        id, _ -> new FollowerProgress(newer.isr().contains(id) ? nowMs : Long.MIN_VALUE / 2));
            }
        }
    }

    private Set<Integer> maximalIsr() {
        Set<Integer> members = new TreeSet<>(terms.isr());
        pending.ifPresent(proposal -> proposal.members().forEach(member -> members.add(member.nodeId())));
        return members;
    }

    /**
     * A single copy is safe on disk only; one more of them is another process. Until a proposal is answered the set may be what
     * it was, or what it is to be: after a power cut the one member of either leads with what its disk has.
     */
    public boolean mayBeAlone() {
        return terms.isr().size() == 1
                || pending.filter(proposal -> proposal.members().size() == 1).isPresent();
    }

    private int minInSync() {
        return Math.min(rules.minInSync(), terms.replicas().size());
    }

    private void advance(long nowMs) {
        if (isUnderMinInSync()) {
            // KIP-966: what too few have is not shown to anybody, so that no election can take it back.
            return;
        }
        Set<Integer> members = maximalIsr();
        long kept = mayBeAlone() ? own.durable() : own.end();
        for (Map.Entry<Integer, FollowerProgress> entry : followers.entrySet()) {
            FollowerProgress follower = entry.getValue();
            boolean counts = members.contains(entry.getKey())
                    || (follower.isCaughtUp(nowMs, rules.maxLagMs())
                            && eligibility.isEligible(entry.getKey(), follower.brokerEpoch()));
            if (counts) {
                kept = Math.min(kept, follower.end());
            }
        }
        if (kept > own.highWatermark()) {
            own = new LogEnds(own.end(), own.durable(), kept);
        }
    }
}
