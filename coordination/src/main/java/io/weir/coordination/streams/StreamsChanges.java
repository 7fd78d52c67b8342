package io.weir.coordination.streams;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams groups of one shard, and the one way to change them: to the state and to the log alike. */
final class StreamsChanges {

    private final Map<String, StreamsGroup> groups = new HashMap<>();

    Optional<StreamsGroup> find(String groupId) {
        return Optional.ofNullable(groups.get(groupId));
    }

    Iterable<StreamsGroup> all() {
        return groups.values();
    }

    /** Makes a change and writes it down; nothing has changed when it throws GroupRefusedException. */
    void make(StreamsChange change, StreamsEffects effects) {
        effects.append(requireFits(change, effects));
        apply(change);
    }

    /** The record of a change; refuses one that the log does not take. */
    static CoordinatorRecord requireFits(StreamsChange change, StreamsEffects effects) {
        CoordinatorRecord record = StreamsRecords.of(change);
        if (!effects.fits(record)) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    "What group " + change.groupId() + " would have to remember takes " + record.sizeBytes()
                            + " bytes, more than one record of __consumer_offsets may have (max.message.bytes)");
        }
        return record;
    }

    /** Makes a change that the log has already. One that only removes does not make a group. */
    void apply(StreamsChange change) {
        if (change instanceof StreamsChange.GroupGone) {
            groups.remove(change.groupId());
        } else if (change.onlyRemoves()) {
            find(change.groupId()).ifPresent(group -> group.apply(change));
        } else {
            groups.computeIfAbsent(change.groupId(), StreamsGroup::new).apply(change);
        }
    }

    /** Removes all that is known of a group, members first. */
    void forget(StreamsGroup group, StreamsEffects effects) {
        String id = group.id();
        List<String> memberIds = List.copyOf(group.members().keySet());
        memberIds.forEach(member -> make(new StreamsChange.ProgressGone(id, member), effects));
        memberIds.forEach(member -> make(new StreamsChange.TargetGone(id, member), effects));
        make(new StreamsChange.TargetsGone(id), effects);
        memberIds.forEach(member -> make(new StreamsChange.MemberGone(id, member), effects));
        make(new StreamsChange.TopologyGone(id), effects);
        make(new StreamsChange.GroupGone(id), effects);
    }
}
