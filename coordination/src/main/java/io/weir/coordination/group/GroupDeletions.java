package io.weir.coordination.group;

import io.weir.coordination.runtime.Step;
import io.weir.protocol.messages.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Groups go: by request when they are empty, or by themselves when they hold neither members nor offsets. */
final class GroupDeletions {

    private static final Logger LOG = LoggerFactory.getLogger(GroupDeletions.class);

    private final Groups groups;
    private final ModernGroups modern;
    private final OffsetStore offsets;
    private final OffsetDeletions offsetDeletions;

    GroupDeletions(Groups groups, ModernGroups modern, OffsetStore offsets, OffsetDeletions offsetDeletions) {
        this.groups = groups;
        this.modern = modern;
        this.offsets = offsets;
        this.offsetDeletions = offsetDeletions;
    }

    DeletableGroupResult delete(String groupId, Step<GroupTimer> step) {
        Optional<ClassicGroup> group = groups.find(groupId);
        if (modern.shares().contains(groupId)) {
            return deleteShareGroup(groupId, step);
        }
        if (group.isEmpty() && !modern.contains(groupId)) {
            return result(groupId, ErrorCode.GROUP_ID_NOT_FOUND);
        }
        if (group.filter(found -> !found.is(GroupState.EMPTY)).isPresent() || !modern.isEmpty(groupId)) {
            return result(groupId, ErrorCode.NON_EMPTY_GROUP);
        }
        int count = offsetDeletions.deleteAll(groupId, step);
        group.ifPresent(found -> remove(groupId, step));
        modern.remove(groupId, step);
        LOG.info("Group {} was deleted on request, with {} offsets", groupId, count);
        return result(groupId, ErrorCode.NONE);
    }

    /** Its states of delivery are gone by now. */
    private DeletableGroupResult deleteShareGroup(String groupId, Step<GroupTimer> step) {
        if (!modern.shares().isEmpty(groupId)) {
            return result(groupId, ErrorCode.NON_EMPTY_GROUP);
        }
        modern.shares().remove(groupId, new ShareStepEffects(step));
        LOG.info("Share group {} was deleted on request", groupId);
        return result(groupId, ErrorCode.NONE);
    }

    static DeletableGroupResult result(String groupId, ErrorCode error) {
        return DeletableGroupResult.builder()
                .groupId(groupId)
                .errorCode(error.code())
                .build();
    }

    /** Looks at every group for offsets past their retention, and drops groups that nothing is left of. */
    void expire(Step<GroupTimer> step) {
        for (ClassicGroup group : List.copyOf(groups.all())) {
            log(group.id(), offsetDeletions.expire(group, step));
            if (group.is(GroupState.EMPTY) && group.pendingJoins().isEmpty() && !offsets.hasOffsets(group.id())) {
                remove(group.id(), step);
            }
        }
        for (String groupId : modern.ids()) {
            log(groupId, offsetDeletions.expireOfModernGroup(groupId, step));
            if (modern.isEmpty(groupId) && !offsets.hasOffsets(groupId)) {
                modern.remove(groupId, step);
            }
        }
    }

    private static void log(String groupId, int expired) {
        if (expired > 0) {
            LOG.info("Group {} lost {} offsets to offsets.retention.minutes", groupId, expired);
        }
    }

    private void remove(String groupId, Step<GroupTimer> step) {
        groups.remove(groupId);
        step.append(GroupRecords.groupTombstone(groupId));
    }
}
