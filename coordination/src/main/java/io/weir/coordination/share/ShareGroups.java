package io.weir.coordination.share;

import io.weir.coordination.membership.Client;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.ShareGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The share groups of one shard: what others may ask of them. */
public final class ShareGroups {

    private final ShareChanges changes = new ShareChanges();
    private final Supplier<TopicsView> topics;
    private final ShareStateMaking making;
    private final ShareOffsets offsets;
    private final ShareHeartbeats heartbeats;

    /**
     * No groups yet.
     *
     * @param maker makes states of delivery and tells of them by {@link #statesDone}; called when it is committed that
     *     they are needed, and must not block
     */
    public ShareGroups(
            ShareGroupConfig config,
            Supplier<TopicsView> topics,
            Consumer<StatesToMake> maker,
            RebalanceCounts counts) {
        this.topics = topics;
        making = new ShareStateMaking(changes, maker);
        offsets = new ShareOffsets(changes, making);
        heartbeats = new ShareHeartbeats(config, changes, new ShareEpochs(config, changes, counts), making);
    }

    /** A record was one of this group's; it says that the group is there, or only that something is not. */
    public record Replayed(String groupId, boolean isThere) {}

    /**
     * Takes a record of the log if it is one of a share group's.
     *
     * @param kind what the key began with
     * @param key behind that
     * @return the group it is about; empty for a record of another kind
     */
    public Optional<Replayed> replay(short kind, MessageReader key, @Nullable ByteBuffer value) {
        Optional<ShareChange> change = ShareReplay.read(kind, key, value);
        change.ifPresent(changes::apply);
        return change.map(read -> new Replayed(read.groupId(), !read.onlyRemoves()));
    }

    /** The log was read to its end: sessions begin. */
    public void loaded(ShareEffects effects) {
        making.loaded(topics.get(), effects);
        heartbeats.loaded(effects);
    }

    public void timeout(ShareTimer timer, ShareEffects effects) {
        heartbeats.timeout(timer, topics.get(), effects);
    }

    /** What is wrong with a heartbeat whatever its group's state; empty when nothing is. */
    public static Optional<ShareGroupHeartbeatResponse> refusal(ShareGroupHeartbeatRequest request) {
        List<String> names = request.subscribedTopicNames();
        String problem = null;
        if (request.memberId().isBlank()) {
            problem = "MemberId must not be empty";
        } else if (request.groupId().isBlank()) {
            problem = "GroupId must not be empty";
        } else if (Optional.ofNullable(request.rackId()).filter(String::isBlank).isPresent()) {
            problem = "RackId must not be empty";
        } else if (request.memberEpoch() == 0 && (names == null || names.isEmpty())) {
            problem = "SubscribedTopicNames must be given by a member that joins";
        } else if (request.memberEpoch() < ShareMember.LEAVE) {
            problem = "MemberEpoch " + request.memberEpoch() + " means nothing; the least is -1";
        }
        return Optional.ofNullable(problem).map(text -> refused(ErrorCode.INVALID_REQUEST, text));
    }

    /** A member joins, lives or leaves. */
    public ShareGroupHeartbeatResponse heartbeat(
            ShareGroupHeartbeatRequest request, Client client, ShareEffects effects) {
        try {
            return heartbeats.handle(request, client, topics.get(), effects);
        } catch (GroupRefusedException e) {
            return refused(e.error(), e.getMessage());
        }
    }

    /** An answer that only says what is wrong. */
    public static ShareGroupHeartbeatResponse refused(ErrorCode error, @Nullable String message) {
        return ShareGroupHeartbeatResponse.builder()
                .errorCode(error.code())
                .errorMessage(message)
                .build();
    }

    /** States of delivery of these partitions were made, or could not be. */
    public void statesDone(
            String groupId, Map<Uuid, ? extends Set<Integer>> partitions, boolean areMade, ShareEffects effects) {
        making.done(groupId, partitions, areMade, effects);
    }

    /** Begins to set where delivery goes on; whoever asks makes the states and says so by {@link #statesDone}. */
    public StatesToMake alterOffsets(AlterShareGroupOffsetsRequest request, ShareEffects effects) {
        return offsets.alter(request, topics.get(), effects);
    }

    /** Begins to forget how far delivery has come; of all topics where none are named. */
    public StatesToRemove removeStates(String groupId, Optional<List<String>> names, ShareEffects effects) {
        return offsets.remove(groupId, names, topics.get(), effects);
    }

    /** The states of these topics are removed. */
    public boolean statesRemoved(String groupId, Map<Uuid, String> names, ShareEffects effects) {
        return offsets.removed(groupId, names, effects);
    }

    /** Topics are gone; returns how many groups had states of them. */
    public int topicsDeleted(Collection<Uuid> ids, ShareEffects effects) {
        return making.topicsDeleted(ids, effects);
    }

    /** The partitions a group has a state of, by topic id; none where there is no such group. */
    public SortedMap<Uuid, SortedSet<Integer>> statesOf(String groupId) {
        SortedMap<Uuid, SortedSet<Integer>> made = new TreeMap<>();
        changes.find(groupId)
                .ifPresent(group ->
                        group.states().made().forEach((topic, partitions) -> made.put(topic, partitions.indexes())));
        return made;
    }

    public boolean contains(String groupId) {
        return changes.find(groupId).isPresent();
    }

    /** Whether the group has no members; true where there is no such group. */
    public boolean isEmpty(String groupId) {
        return changes.find(groupId).map(ShareGroup::isEmpty).orElse(true);
    }

    public List<ListedGroup> list() {
        return changes.all().stream().map(ShareDescriptions::listed).toList();
    }

    /** Empty where there is no such group. */
    public Optional<DescribedGroup> describe(String groupId) {
        return changes.find(groupId).map(group -> ShareDescriptions.described(group, topics.get()));
    }

    /** What is known of a group; nothing where there is no such group. */
    public GroupInsight insight(String groupId) {
        return changes.find(groupId)
                .map(group -> new GroupInsight(group.history().all(), "", group.topics()))
                .orElse(GroupInsight.NONE);
    }

    /** Forgets a group, with all its records. */
    public void remove(String groupId, ShareEffects effects) {
        changes.find(groupId).ifPresent(group -> changes.forget(group, effects));
    }

    /** Another protocol's group has taken this id over in the log. */
    public void drop(String groupId) {
        changes.apply(new ShareChange.GroupGone(groupId));
    }
}
