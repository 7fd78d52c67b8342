package io.weir.coordination.consumer;

import io.weir.coordination.membership.Client;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The consumer groups of one shard: heartbeats and timers in, records and answers out. Refusals are error codes in the
 * answers. Called by one thread at a time.
 */
public final class ConsumerGroups {

    /** From OffsetCommit version 9 on a request can say a member epoch. */
    private static final int MEMBER_EPOCH_VERSION = 9;

    private final ConsumerGroupConfig config;
    private final Supplier<TopicsView> topics;
    private final Supplier<String> memberIds;
    private final Changes changes = new Changes();
    private final Targets targets;
    private final Heartbeats heartbeats;
    private final Departures departures;
    private final Reconciler reconciler;
    private final ClassicMembers classicMembers;
    private final ClassicJoins classicJoins;

    /**
     * No groups yet.
     *
     * @param topics gives the topics as they are now
     * @param memberIds makes ids for members that bring none
     */
    public ConsumerGroups(
            ConsumerGroupConfig config,
            Supplier<TopicsView> topics,
            Supplier<String> memberIds,
            RebalanceCounts counts) {
        this.config = config;
        this.topics = topics;
        this.memberIds = memberIds;
        targets = new Targets(config, changes);
        Epochs epochs = new Epochs(changes, targets, counts);
        Regexes regexes = new Regexes(config, changes);
        reconciler = new Reconciler(changes, epochs);
        Progression progression = new Progression(changes, regexes, epochs, reconciler);
        Downgrade downgrade = new Downgrade(config, changes);
        heartbeats = new Heartbeats(config, changes, progression);
        departures = new Departures(config, changes, regexes, epochs, downgrade);
        classicMembers = new ClassicMembers(config, progression, departures);
        classicJoins = new ClassicJoins(config, progression, downgrade, memberIds);
    }

    /**
     * Takes a record of the log if it is one of a consumer group's.
     *
     * @param kind what the key began with
     * @param key behind that
     * @return the group it is about; empty for a record of another kind
     */
    public Optional<Replayed> replay(short kind, MessageReader key, @Nullable ByteBuffer value) {
        Optional<Change> change = ConsumerReplay.read(kind, key, value);
        change.ifPresent(changes::apply);
        return change.map(read -> new Replayed(read.groupId(), !Changes.onlyRemoves(read)));
    }

    /** A record was one of this group's; it says that the group is there, or only that something is not. */
    public record Replayed(String groupId, boolean isThere) {}

    /** The log was read to its end: sessions begin. */
    public void loaded(Effects effects) {
        for (ConsumerGroup group : changes.all()) {
            for (Member member : group.members().values()) {
                effects.schedule(
                        new ConsumerTimer.SessionExpired(group.id(), member.id()),
                        config.sessionTimeoutMs(group.id(), member));
                reconciler.watch(group, member, effects);
            }
        }
    }

    public void timeout(ConsumerTimer timer, Effects effects) {
        departures.timeout(timer, topics.get(), effects);
    }

    /** What is wrong with a heartbeat whatever its group's state; empty when nothing is. */
    public static Optional<ConsumerGroupHeartbeatResponse> refusal(
            ConsumerGroupHeartbeatRequest request, int version, ConsumerGroupConfig config) {
        try {
            HeartbeatRules.check(request, version, config.assignors());
            return Optional.empty();
        } catch (GroupRefusedException e) {
            return Optional.of(refused(e.error(), e.getMessage()));
        }
    }

    /**
     * A member joins, lives or leaves.
     *
     * @param predecessor what had this id before; ends only when the heartbeat is not refused
     */
    public ConsumerGroupHeartbeatResponse heartbeat(
            ConsumerGroupHeartbeatRequest request, Client client, Predecessor predecessor, Effects effects) {
        Heartbeat beat = new Heartbeat(request, client);
        try {
            if (beat.isLeaving()) {
                return departures.leave(beat, topics.get(), effects);
            }
            String memberId = request.memberId().isEmpty() ? memberIds.get() : request.memberId();
            return heartbeats.handle(beat, memberId, predecessor, topics.get(), effects);
        } catch (GroupRefusedException e) {
            return refused(e.error(), e.getMessage());
        }
    }

    /** A member of the classic protocol joins a group that is here and has members. */
    public JoinGroupResponse join(JoinGroupRequest request, Caller caller, Effects effects) {
        try {
            return classicJoins.join(require(request.groupId()), request, caller, topics.get(), effects);
        } catch (GroupRefusedException e) {
            return JoinGroupResponse.builder()
                    .memberId(request.memberId())
                    .errorCode(e.error().code())
                    .build();
        }
    }

    /** A member of the classic protocol asks for its assignment. */
    public SyncGroupResponse sync(SyncGroupRequest request, Effects effects) {
        try {
            return classicMembers.sync(require(request.groupId()), request, topics.get(), effects);
        } catch (GroupRefusedException e) {
            return SyncGroupResponse.builder().errorCode(e.error().code()).build();
        }
    }

    /** A member of the classic protocol lives. */
    public ErrorCode heartbeat(HeartbeatRequest request, Effects effects) {
        try {
            return classicMembers.heartbeat(require(request.groupId()), request, topics.get(), effects);
        } catch (GroupRefusedException e) {
            return e.error();
        }
    }

    /** Members of either protocol are said to leave by a LeaveGroup request. */
    public List<MemberResponse> leave(String groupId, List<MemberIdentity> leaving, Effects effects) {
        return classicMembers.leave(require(groupId), leaving, topics.get(), effects);
    }

    private ConsumerGroup require(String groupId) {
        return changes.find(groupId)
                .orElseThrow(() -> new IllegalArgumentException("there is no consumer group " + groupId));
    }

    /** An answer that only says what is wrong. */
    public static ConsumerGroupHeartbeatResponse refused(ErrorCode error, @Nullable String message) {
        return ConsumerGroupHeartbeatResponse.builder()
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }

    public boolean contains(String groupId) {
        return changes.find(groupId).isPresent();
    }

    /** Whether the group has no members; true where there is no such group. */
    public boolean isEmpty(String groupId) {
        return changes.find(groupId).map(ConsumerGroup::isEmpty).orElse(true);
    }

    /** Whether a member reads the topic. */
    public boolean isSubscribedTo(String groupId, String topic) {
        return changes.find(groupId)
                .map(group -> group.subscriptions().topics().contains(topic))
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
        changes.all().forEach(group -> listed.add(Descriptions.listed(group)));
        return listed;
    }

    /** Empty where there is no such group. */
    public Optional<DescribedGroup> describe(String groupId) {
        return changes.find(groupId)
                .map(group ->
                        Descriptions.described(group, targets.assignorOf(group).name(), topics.get()));
    }

    /** What is known of a group; nothing where there is no such group. */
    public GroupInsight insight(String groupId) {
        return changes.find(groupId)
                .map(group -> new GroupInsight(
                        group.history().all(),
                        group.waitsFor(),
                        group.subscriptions().topics()))
                .orElse(GroupInsight.NONE);
    }

    /** Which offsets of a group that is there may be committed by somebody who says this. */
    public CommitRule commitRule(String groupId, String memberId, int epoch, int version) {
        if (epoch < 0 && isEmpty(groupId)) {
            return CommitRule.ALL;
        }
        Optional<Member> member = changes.find(groupId).flatMap(group -> group.member(memberId));
        if (member.isEmpty()) {
            return CommitRule.none(ErrorCode.UNKNOWN_MEMBER_ID);
        }
        return !member.get().profile().isClassic() && version < MEMBER_EPOCH_VERSION
                ? CommitRule.none(ErrorCode.UNSUPPORTED_VERSION)
                : MemberEpochs.commitRule(member.get(), epoch);
    }

    /** NONE, or why somebody who says this may not read the offsets of a group that is there. */
    public ErrorCode fetchError(String groupId, @Nullable String memberId, int epoch) {
        if (memberId == null && epoch < 0) {
            return ErrorCode.NONE;
        }
        Optional<Member> member =
                changes.find(groupId).flatMap(group -> group.member(memberId == null ? "" : memberId));
        return member.map(found -> found.progress().epoch() == epoch ? ErrorCode.NONE : MemberEpochs.staleEpoch(found))
                .orElse(ErrorCode.UNKNOWN_MEMBER_ID);
    }

    /** Forgets a group, with all its records. */
    public void remove(String groupId, Effects effects) {
        changes.find(groupId).ifPresent(group -> changes.forget(group, effects));
    }

    /** Another protocol's group has taken this id over in the log. */
    public void drop(String groupId) {
        changes.apply(new Change.GroupGone(groupId));
    }
}
