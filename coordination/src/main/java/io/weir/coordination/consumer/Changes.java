package io.weir.coordination.consumer;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The consumer groups of one shard, and the one way to change them: to the state and to the log alike. */
final class Changes {

    private final Map<String, ConsumerGroup> groups = new HashMap<>();

    Optional<ConsumerGroup> find(String groupId) {
        return Optional.ofNullable(groups.get(groupId));
    }

    Iterable<ConsumerGroup> all() {
        return groups.values();
    }

    /**
     * Makes a change and writes it down.
     *
     * @throws GroupRefusedException when its record is larger than the log takes; nothing has changed then
     */
    void make(Change change, Effects effects) {
        CoordinatorRecord record = requireFits(change, effects);
        effects.append(record);
        apply(change);
    }

    /** Refuses changes that would not be loaded all together or not at all. */
    static void requireFitTogether(List<Change> changes, String groupId, Effects effects) {
        if (!effects.fitTogether(changes.stream().map(ConsumerRecords::of).toList())) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    "Group " + groupId
                            + " cannot change its protocol in one step: what it has to write is more than one"
                            + " batch of __consumer_offsets may have (max.message.bytes)");
        }
    }

    /** The record of a change; refuses one that the log does not take. */
    static CoordinatorRecord requireFits(Change change, Effects effects) {
        CoordinatorRecord record = ConsumerRecords.of(change);
        if (!effects.fits(record)) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    "What group " + change.groupId() + " would have to remember takes " + record.sizeBytes()
                            + " bytes, more than one record of __consumer_offsets may have (max.message.bytes)");
        }
        return record;
    }

    /** Makes a change that the log has already. One that only removes does not make a group. */
    void apply(Change change) {
        if (change instanceof Change.GroupGone) {
            groups.remove(change.groupId());
        } else if (onlyRemoves(change)) {
            find(change.groupId()).ifPresent(group -> group.apply(change));
        } else {
            groups.computeIfAbsent(change.groupId(), ConsumerGroup::new).apply(change);
        }
    }

    static boolean onlyRemoves(Change change) {
        return switch (change) {
            case Change.GroupGone _,
                    Change.MemberGone _,
                    Change.TargetsGone _,
                    Change.TargetGone _,
                    Change.ProgressGone _,
                    Change.RegexGone _ -> true;
            case Change.OldMetadata(String _, boolean isThere) -> !isThere;
            case Change.GroupEpoch _,
                    Change.Profile _,
                    Change.TargetEpoch _,
                    Change.Target _,
                    Change.Progress _,
                    Change.Regex _ -> false;
        };
    }

    /** Removes all that is known of a group, members first. */
    void forget(ConsumerGroup group, Effects effects) {
        end(group).forEach(change -> make(change, effects));
    }

    /** What {@link #forget} does. */
    static List<Change> end(ConsumerGroup group) {
        String id = group.id();
        List<Change> changes = new ArrayList<>();
        group.members().keySet().forEach(member -> changes.add(new Change.ProgressGone(id, member)));
        group.members().keySet().forEach(member -> changes.add(new Change.TargetGone(id, member)));
        changes.add(new Change.TargetsGone(id));
        group.members().keySet().forEach(member -> changes.add(new Change.MemberGone(id, member)));
        group.subscriptions().allResolved().keySet().forEach(regex -> changes.add(new Change.RegexGone(id, regex)));
        changes.add(new Change.OldMetadata(id, false));
        changes.add(new Change.GroupGone(id));
        return changes;
    }
}
