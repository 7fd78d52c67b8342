package io.weir.coordination.share;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The share groups of one shard, and the one way to change them: to the state and to the log alike. */
final class ShareChanges {

    private final Map<String, ShareGroup> groups = new HashMap<>();

    Optional<ShareGroup> find(String groupId) {
        return Optional.ofNullable(groups.get(groupId));
    }

    /** All of them; a copy. */
    List<ShareGroup> all() {
        return List.copyOf(groups.values());
    }

    /**
     * Makes a change and writes it down.
     *
     * @throws GroupRefusedException when its record is larger than the log takes; nothing has changed then
     */
    void make(ShareChange change, ShareEffects effects) {
        CoordinatorRecord record = requireFits(change, effects);
        effects.append(record);
        apply(change);
    }

    /** The record of a change; refuses one that the log does not take. */
    static CoordinatorRecord requireFits(ShareChange change, ShareEffects effects) {
        CoordinatorRecord record = ShareRecords.of(change);
        if (!effects.fits(record)) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    "What group " + change.groupId() + " would have to remember takes " + record.sizeBytes()
                            + " bytes, more than one record of __consumer_offsets may have (max.message.bytes)");
        }
        return record;
    }

    /** Makes a change that the log has already. One that only removes does not make a group. */
    void apply(ShareChange change) {
        if (change instanceof ShareChange.GroupGone) {
            groups.remove(change.groupId());
        } else if (change.onlyRemoves()) {
            find(change.groupId()).ifPresent(group -> group.apply(change));
        } else {
            groups.computeIfAbsent(change.groupId(), ShareGroup::new).apply(change);
        }
    }

    /** Removes all that is known of a group, members first. */
    void forget(ShareGroup group, ShareEffects effects) {
        String id = group.id();
        List<String> memberIds = List.copyOf(group.members().keySet());
        memberIds.forEach(member -> make(new ShareChange.ProgressGone(id, member), effects));
        memberIds.forEach(member -> make(new ShareChange.TargetGone(id, member), effects));
        make(new ShareChange.TargetsGone(id), effects);
        memberIds.forEach(member -> make(new ShareChange.MemberGone(id, member), effects));
        make(new ShareChange.StatesGone(id), effects);
        make(new ShareChange.GroupGone(id), effects);
    }
}
