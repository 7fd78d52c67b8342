package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.MetadataHashes;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A classic group as the consumer group it becomes (KIP-848): everybody has what the last leader gave, in an epoch that is
 * the last generation, and goes on by the classic protocol.
 *
 * @param changes what makes the group
 * @param group the group that these changes make
 */
record Upgrade(List<Change> changes, ConsumerGroup group) {

    /**
     * The consumer group that continues a classic one.
     *
     * @throws GroupRefusedException when the group may not or cannot become one
     */
    static Upgrade of(ClassicState classic, ConsumerGroupConfig config, MetadataHashes hashes, TopicsView topics) {
        requireAllowed(classic, config);
        ConsumerGroup group = new ConsumerGroup(classic.groupId());
        List<Change> changes = new ArrayList<>();
        List<Change> targets = new ArrayList<>();
        List<Change> progress = new ArrayList<>();
        Map<String, Assignment> givenTo = new HashMap<>();
        classic.members().forEach(member -> givenTo.put(member.identity().memberId(), given(classic, member, topics)));
        for (ClassicState.ClassicMember member : classic.members()) {
            String id = member.identity().memberId();
            Assignment given = givenTo.getOrDefault(id, Assignment.EMPTY);
            changes.add(new Change.Profile(group.id(), id, profile(classic, member)));
            targets.add(new Change.Target(group.id(), id, given));
            progress.add(new Change.Progress(
                    group.id(),
                    id,
                    new MemberProgress(
                            classic.generation(),
                            classic.generation(),
                            MemberState.STABLE,
                            held(member, given, givenTo.values(), topics).withEpoch(classic.generation()),
                            OwnedPartitions.NONE)));
        }
        changes.forEach(group::apply);
        long hash = MetadataHashes.combined(hashes.of(group.subscriptions().topics(), topics));
        changes.add(new Change.GroupEpoch(group.id(), classic.generation(), hash));
        changes.addAll(targets);
        changes.add(new Change.TargetEpoch(group.id(), classic.generation(), 0));
        changes.addAll(progress);
        changes.stream().skip(classic.members().size()).forEach(group::apply);
        return new Upgrade(changes, group);
    }

    private static void requireAllowed(ClassicState classic, ConsumerGroupConfig config) {
        if (!config.migration().policy().allowsUpgrade()) {
            throw refused(classic, "group.consumer.migration.policy does not allow it while the group has members");
        }
        if (classic.members().size() > config.maxSize()) {
            throw refused(
                    classic,
                    "it has " + classic.members().size() + " members, more than group.consumer.max.size allows");
        }
    }

    private static Assignment given(ClassicState classic, ClassicState.ClassicMember member, TopicsView topics) {
        try {
            EmbeddedProtocol.Given given = EmbeddedProtocol.assignment(member.assignment(), topics);
            if (given.hasUserData()) {
                throw refused(classic, "its assignor adds data of its own, which would be lost");
            }
            return given.partitions();
        } catch (MalformedMessageException e) {
            throw refused(classic, "what its leader assigned cannot be read: " + e.getMessage());
        }
    }

    /**
     * What a member may be reading: with what it was given also what it said it had, unless that is somebody's. It gives that
     * up only after it has heard of its assignment, and joins again then.
     */
    private static OwnedPartitions held(
            ClassicState.ClassicMember member, Assignment given, Collection<Assignment> all, TopicsView topics) {
        Assignment had = member.membership()
                .subscription()
                .owned(topics)
                .where((topic, partition) ->
                        all.stream().noneMatch(assignment -> assignment.contains(topic, partition)));
        return OwnedPartitions.of(given, 0).plus(had, 0);
    }

    private static MemberProfile profile(ClassicState classic, ClassicState.ClassicMember member) {
        try {
            return ClassicProfiles.profile(member.identity(), member.rebalanceTimeoutMs(), member.membership());
        } catch (MalformedMessageException e) {
            throw refused(classic, "a member's subscription cannot be read: " + e.getMessage());
        }
    }

    private static GroupRefusedException refused(ClassicState classic, String why) {
        return new GroupRefusedException(
                ErrorCode.GROUP_ID_NOT_FOUND,
                "Classic group " + classic.groupId() + " cannot become a consumer group: " + why);
    }
}
