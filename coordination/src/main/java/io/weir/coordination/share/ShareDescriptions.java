package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.ShareGroupDescribeResponse;
import io.weir.protocol.messages.ShareGroupDescribeResponse.DescribedGroup;
import java.util.List;

/** What there is to tell about share groups. */
final class ShareDescriptions {

    /** What clients call the kind of groups that are here, and the protocol their members speak. */
    static final String SHARE = "share";

    private ShareDescriptions() {}

    static ListedGroup listed(ShareGroup group) {
        return ListedGroup.builder()
                .groupId(group.id())
                .protocolType(SHARE)
                .groupState(group.shownState())
                .groupType(SHARE)
                .build();
    }

    static DescribedGroup described(ShareGroup group, TopicsView topics) {
        return DescribedGroup.builder()
                .groupId(group.id())
                .groupState(group.shownState())
                .groupEpoch(group.epoch())
                .assignmentEpoch(group.targetEpoch())
                .assignorName(SimpleAssignor.NAME)
                .members(group.members().values().stream()
                        .map(member -> described(member, topics))
                        .toList())
                .build();
    }

    private static ShareGroupDescribeResponse.Member described(ShareMember member, TopicsView topics) {
        return ShareGroupDescribeResponse.Member.builder()
                .memberId(member.id())
                .rackId(member.profile().rackId().orElse(null))
                .memberEpoch(member.progress().epoch())
                .clientId(member.profile().clientId())
                .clientHost(member.profile().clientHost())
                .subscribedTopicNames(List.copyOf(member.profile().topics()))
                .assignment(described(member.progress().assigned(), topics))
                .build();
    }

    /** Topics that are gone are left out: they have no name any more. */
    private static ShareGroupDescribeResponse.Assignment described(Assignment assignment, TopicsView topics) {
        return ShareGroupDescribeResponse.Assignment.builder()
                .topicPartitions(assignment.partitions().entrySet().stream()
                        .flatMap(entry -> topics.withId(entry.getKey()).stream()
                                .map(topic -> ShareGroupDescribeResponse.TopicPartitions.builder()
                                        .topicId(topic.id())
                                        .topicName(topic.name())
                                        .partitions(List.copyOf(entry.getValue()))
                                        .build()))
                        .toList())
                .build();
    }
}
