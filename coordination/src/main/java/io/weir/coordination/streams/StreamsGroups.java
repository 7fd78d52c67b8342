package io.weir.coordination.streams;

import io.weir.coordination.consumer.CommitRule;
import io.weir.coordination.membership.Client;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The streams groups of one shard: heartbeats and timers in, records and answers out. Refusals are error codes in the
 * answers. Called by one thread at a time.
 */
public final class StreamsGroups {

    /** From OffsetCommit version 9 on a request can say a member epoch. */
    private static final int MEMBER_EPOCH_VERSION = 9;

    private final StreamsGroupConfig config;
    private final Supplier<TopicsView> topics;
    private final StreamsChanges changes = new StreamsChanges();
    private final StreamsHeartbeats heartbeats;
    private final StreamsDepartures departures;
    private final StreamsReconciler reconciler;

    /** No groups yet; the supplier gives the topics as they are now. */
    public StreamsGroups(StreamsGroupConfig config, Supplier<TopicsView> topics, RebalanceCounts counts) {
        this.config = config;
        this.topics = topics;
        StreamsEpochs epochs = new StreamsEpochs(config, changes, counts);
        reconciler = new StreamsReconciler(changes, epochs);
        heartbeats = new StreamsHeartbeats(config, changes, epochs, reconciler);
        departures = new StreamsDepartures(config, changes, epochs);
    }

    /** A record was one of this group's; it says that the group is there, or only that something is not. */
    public record Replayed(String groupId, boolean isThere) {}

    /** Takes a record of the log if it is one of a streams group's; as with consumer groups. */
    public Optional<Replayed> replay(short kind, MessageReader key, @Nullable ByteBuffer value) {
        Optional<StreamsChange> change = StreamsReplay.read(kind, key, value);
        change.ifPresent(changes::apply);
        return change.map(read -> new Replayed(read.groupId(), !read.onlyRemoves()));
    }

    /** The log was read to its end: sessions begin. */
    public void loaded(StreamsEffects effects) {
        for (StreamsGroup group : changes.all()) {
            for (StreamsMember member : group.members().values()) {
                effects.schedule(
                        new StreamsTimer.SessionExpired(group.id(), member.id()),
                        config.of(group.id()).sessionTimeoutMs());
                reconciler.watch(group, member, effects);
            }
        }
    }

    public void timeout(StreamsTimer timer, StreamsEffects effects) {
        departures.timeout(timer, topics.get(), effects);
    }

    /** What is wrong with a heartbeat whatever its group's state; empty when nothing is. */
    public static Optional<StreamsAnswer> refusal(StreamsGroupHeartbeatRequest request) {
        try {
            StreamsHeartbeatRules.check(request);
            return Optional.empty();
        } catch (GroupRefusedException e) {
            return Optional.of(refused(e.error(), e.getMessage()));
        }
    }

    /**
     * A member joins, lives or leaves.
     *
     * @param claim called before the first change to a group of this id; not at all when the heartbeat is refused
     */
    public StreamsAnswer heartbeat(
            StreamsGroupHeartbeatRequest request, Client client, Runnable claim, StreamsEffects effects) {
        StreamsHeartbeat beat = new StreamsHeartbeat(request, client);
        try {
            return beat.isLeaving()
                    ? departures.leave(beat, effects)
                    : heartbeats.handle(beat, claim, topics.get(), effects);
        } catch (GroupRefusedException e) {
            return refused(e.error(), e.getMessage());
        }
    }

    /** An answer that only says what is wrong. */
    public static StreamsAnswer refused(ErrorCode error, @Nullable String message) {
        return new StreamsAnswer(
                StreamsGroupHeartbeatResponse.builder()
                        .errorCode(error.code())
                        .errorMessage(message)
                        .build(),
                List.of());
    }

    public boolean contains(String groupId) {
        return changes.find(groupId).isPresent();
    }

    /** Whether the group has no members; true where there is no such group. */
    public boolean isEmpty(String groupId) {
        return changes.find(groupId).map(StreamsGroup::isEmpty).orElse(true);
    }

    /** Whether the application runs and reads the topic. */
    public boolean isSubscribedTo(String groupId, String topic) {
        return changes.find(groupId)
                .filter(group -> !group.isEmpty())
                .flatMap(StreamsGroup::topology)
                .map(topology -> topology.subtopologies().stream()
                        .flatMap(PartitionCounts::sources)
                        .anyMatch(topic::equals))
                .orElse(false);
    }

    /** Ids of all groups; a copy. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        changes.all().forEach(group -> ids.add(group.id()));
        return ids;
    }

    public List<ListedGroup> list() {
        List<ListedGroup> listed = new ArrayList<>();
        changes.all().forEach(group -> listed.add(StreamsDescriptions.listed(group)));
        return listed;
    }

    /** Empty where there is no such group. */
    public Optional<DescribedGroup> describe(String groupId) {
        return changes.find(groupId).map(StreamsDescriptions::described);
    }

    /** What is known of a group; nothing where there is no such group. */
    public GroupInsight insight(String groupId) {
        return changes.find(groupId)
                .map(group -> new GroupInsight(group.history().all(), group.waitsFor(), Collections.emptySortedSet()))
                .orElse(GroupInsight.NONE);
    }

    /** Which offsets of a group that is there may be committed by somebody who says this. */
    public CommitRule commitRule(String groupId, String memberId, int epoch, int version) {
        if (epoch < 0 && isEmpty(groupId)) {
            return CommitRule.ALL;
        }
        Optional<StreamsMember> member = changes.find(groupId).flatMap(group -> group.member(memberId));
        if (member.isEmpty()) {
            return CommitRule.none(ErrorCode.UNKNOWN_MEMBER_ID);
        }
        if (version < MEMBER_EPOCH_VERSION) {
            return CommitRule.none(ErrorCode.UNSUPPORTED_VERSION);
        }
        int current = member.get().progress().epoch();
        if (epoch >= current) {
            return epoch == current ? CommitRule.ALL : CommitRule.none(ErrorCode.STALE_MEMBER_EPOCH);
        }
        // What a member has had since before that epoch nobody else can have worked on meanwhile.
        HeldTasks held = member.get().progress().held();
        return (topic, partition) -> held.active().entrySet().stream()
                        .anyMatch(task -> task.getKey().partition() == partition
                                && task.getValue() <= epoch
                                && reads(groupId, task.getKey().subtopology(), topic))
                ? ErrorCode.NONE
                : ErrorCode.STALE_MEMBER_EPOCH;
    }

    private boolean reads(String groupId, String subtopology, Uuid topic) {
        Optional<String> name = topics.get().withId(topic).map(info -> info.name());
        return changes.find(groupId)
                .flatMap(StreamsGroup::topology)
                .map(topology -> topology.subtopologies().stream()
                        .filter(part -> part.subtopologyId().equals(subtopology))
                        .flatMap(PartitionCounts::sources)
                        .anyMatch(source -> name.filter(source::equals).isPresent()))
                .orElse(false);
    }

    /** NONE, or why somebody who says this may not read the offsets of a group that is there. */
    public ErrorCode fetchError(String groupId, @Nullable String memberId, int epoch) {
        if (memberId == null && epoch < 0) {
            return ErrorCode.NONE;
        }
        return changes.find(groupId)
                .flatMap(group -> group.member(memberId == null ? "" : memberId))
                .map(found -> found.progress().epoch() == epoch ? ErrorCode.NONE : ErrorCode.STALE_MEMBER_EPOCH)
                .orElse(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    /** Forgets a group, with all its records. */
    public void remove(String groupId, StreamsEffects effects) {
        changes.find(groupId).ifPresent(group -> changes.forget(group, effects));
    }

    /** Another protocol's group has taken this id over in the log. */
    public void drop(String groupId) {
        changes.apply(new StreamsChange.GroupGone(groupId));
    }
}
