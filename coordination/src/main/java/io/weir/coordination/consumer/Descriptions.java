package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.DescribedGroup;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse.TopicPartitions;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import java.util.ArrayList;
import java.util.List;

/** What there is to tell about groups. */
final class Descriptions {

    /** What clients call the kind of groups that are here, and the protocol their members speak. */
    static final String CONSUMER = "consumer";

    private static final byte CLASSIC_MEMBER = 0;
    private static final byte CONSUMER_MEMBER = 1;

    private Descriptions() {}

    static ListedGroup listed(ConsumerGroup group) {
        return ListedGroup.builder()
                .groupId(group.id())
                .protocolType(CONSUMER)
                .groupState(group.state().shownName())
                .groupType(CONSUMER)
                .build();
    }

    static DescribedGroup described(ConsumerGroup group, String assignor, TopicsView topics) {
        return DescribedGroup.builder()
                .groupId(group.id())
                .groupState(group.state().shownName())
                .groupEpoch(group.epoch())
                .assignmentEpoch(group.targetEpoch())
                .assignorName(assignor)
                .members(group.members().values().stream()
                        .map(member -> described(group, member, topics))
                        .toList())
                .build();
    }

    private static ConsumerGroupDescribeResponse.Member described(
            ConsumerGroup group, Member member, TopicsView topics) {
        MemberProfile profile = member.profile();
        return ConsumerGroupDescribeResponse.Member.builder()
                .memberId(member.id())
                .instanceId(profile.instanceId().orElse(null))
                .rackId(profile.place().rackId().orElse(null))
                .memberEpoch(member.progress().epoch())
                .clientId(profile.clientId())
                .clientHost(profile.clientHost())
                .subscribedTopicNames(List.copyOf(profile.topics().names()))
                .subscribedTopicRegex(profile.topics().regex())
                .assignment(described(member.progress().held().toAssignment(), topics))
                .targetAssignment(described(group.target(member.id()), topics))
                .memberType(profile.isClassic() ? CLASSIC_MEMBER : CONSUMER_MEMBER)
                .build();
    }

    /** Topics that are gone are left out: they have no name any more. */
    private static ConsumerGroupDescribeResponse.Assignment described(Assignment assignment, TopicsView topics) {
        List<TopicPartitions> described = new ArrayList<>();
        assignment
                .partitions()
                .forEach((id, partitions) -> topics.withId(id)
                        .ifPresent(topic -> described.add(TopicPartitions.builder()
                                .topicId(id)
                                .topicName(topic.name())
                                .partitions(List.copyOf(partitions))
                                .build())));
        return ConsumerGroupDescribeResponse.Assignment.builder()
                .topicPartitions(described)
                .build();
    }
}
