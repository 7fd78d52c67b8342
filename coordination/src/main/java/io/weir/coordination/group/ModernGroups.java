package io.weir.coordination.group;

import io.weir.coordination.consumer.CommitRule;
import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.share.ShareGroups;
import io.weir.coordination.streams.StreamsGroups;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups that the broker assigns to. Consumer groups and streams groups commit offsets: unless it says otherwise, what is
 * asked here is asked about those. Share groups have states of delivery instead.
 */
record ModernGroups(ConsumerGroups consumers, StreamsGroups streams, ShareGroups shares, Conversions conversions) {

    boolean contains(String groupId) {
        return consumers.contains(groupId) || streams.contains(groupId);
    }

    /** Whether the group has no members; true where there is no such group. */
    boolean isEmpty(String groupId) {
        return consumers.isEmpty(groupId) && streams.isEmpty(groupId);
    }

    boolean isSubscribedTo(String groupId, String topic) {
        return consumers.isSubscribedTo(groupId, topic) || streams.isSubscribedTo(groupId, topic);
    }

    /** Ids of all groups; a copy. */
    List<String> ids() {
        List<String> ids = new ArrayList<>(consumers.ids());
        ids.addAll(streams.ids());
        return ids;
    }

    /** Which offsets of a group that is there may be committed by somebody who says this. */
    CommitRule commitRule(String groupId, String memberId, int epoch, int version) {
        return streams.contains(groupId)
                ? streams.commitRule(groupId, memberId, epoch, version)
                : consumers.commitRule(groupId, memberId, epoch, version);
    }

    /** NONE, or why somebody who says this may not read the offsets of a group that is there. */
    ErrorCode fetchError(String groupId, @Nullable String memberId, int epoch) {
        return streams.contains(groupId)
                ? streams.fetchError(groupId, memberId, epoch)
                : consumers.fetchError(groupId, memberId, epoch);
    }

    /** What is known of a group of any kind. */
    GroupInsight insight(String groupId) {
        if (shares.contains(groupId)) {
            return shares.insight(groupId);
        }
        return streams.contains(groupId) ? streams.insight(groupId) : consumers.insight(groupId);
    }

    /** Forgets a group, with all its records. */
    void remove(String groupId, Step<GroupTimer> step) {
        StepEffects effects = new StepEffects(step, conversions);
        consumers.remove(groupId, effects);
        streams.remove(groupId, effects);
    }
}
