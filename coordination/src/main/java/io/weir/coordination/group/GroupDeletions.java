package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.consumer.Effects;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.share.ShareGroups;
import io.weir.protocol.messages.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Groups go: by request when they are empty, or by themselves when they hold neither members nor offsets. */
final class GroupDeletions {

    private static final Logger LOG = LoggerFactory.getLogger(GroupDeletions.class);

    private final Groups groups;
    private final ConsumerGroups consumerGroups;
    private final ShareGroups shareGroups;
    private final OffsetStore offsets;
    private final OffsetDeletions offsetDeletions;
    private final Function<Step<GroupTimer>, Effects> effects;

    GroupDeletions(
            Groups groups,
            ConsumerGroups consumerGroups,
            ShareGroups shareGroups,
            OffsetStore offsets,
            OffsetDeletions offsetDeletions,
            Function<Step<GroupTimer>, Effects> effects) {
        this.groups = groups;
        this.consumerGroups = consumerGroups;
        this.shareGroups = shareGroups;
        this.offsets = offsets;
        this.offsetDeletions = offsetDeletions;
        this.effects = effects;
    }

    DeletableGroupResult delete(String groupId, Step<GroupTimer> step) {
        Optional<ClassicGroup> group = groups.find(groupId);
        if (shareGroups.contains(groupId)) {
            return deleteShareGroup(groupId, step);
        }
        if (group.isEmpty() && !consumerGroups.contains(groupId)) {
            return result(groupId, ErrorCode.GROUP_ID_NOT_FOUND);
        }
        if (group.filter(found -> !found.is(GroupState.EMPTY)).isPresent() || !consumerGroups.isEmpty(groupId)) {
            return result(groupId, ErrorCode.NON_EMPTY_GROUP);
        }
        int count = offsetDeletions.deleteAll(groupId, step);
        group.ifPresent(found -> remove(groupId, step));
        consumerGroups.remove(groupId, effects.apply(step));
        LOG.info("Group {} was deleted on request, with {} offsets", groupId, count);
        return result(groupId, ErrorCode.NONE);
    }

    /** Its states of delivery are gone by now. */
    private DeletableGroupResult deleteShareGroup(String groupId, Step<GroupTimer> step) {
        if (!shareGroups.isEmpty(groupId)) {
            return result(groupId, ErrorCode.NON_EMPTY_GROUP);
        }
        shareGroups.remove(groupId, new ShareStepEffects(step));
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
        for (String groupId : consumerGroups.ids()) {
            log(groupId, offsetDeletions.expireOfConsumerGroup(groupId, step));
            if (consumerGroups.isEmpty(groupId) && !offsets.hasOffsets(groupId)) {
                consumerGroups.remove(groupId, effects.apply(step));
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
