package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.CopartitionGroup;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Subtopology;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TaskIds;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TaskOffset;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TopicInfo;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A thread of a streams application, in a group of its own, that reads a topic of two partitions. */
final class StreamsThread {

    final Scene scene;
    final String group;
    final String topic;
    private int epoch;

    StreamsThread(Scene scene) {
        this.scene = scene;
        this.group = scene.group();
        this.topic = scene.topic(2);
    }

    Subtopology.Builder part() {
        return Subtopology.builder().subtopologyId("0").sourceTopics(List.of(topic));
    }

    StreamsThread joined() {
        assertThat(join(r -> r)).startsWith("NONE");
        return this;
    }

    String join(UnaryOperator<StreamsGroupHeartbeatRequest.Builder> change) {
        return beat(change.apply(request(0)
                .rebalanceTimeoutMs(10_000)
                .topology(topology(part()))
                .processId("p")
                .activeTasks(List.of())
                .standbyTasks(List.of())
                .warmupTasks(List.of())));
    }

    String live(UnaryOperator<StreamsGroupHeartbeatRequest.Builder> change) {
        return beat(change.apply(request(Math.max(1, epoch))));
    }

    String leave(UnaryOperator<StreamsGroupHeartbeatRequest.Builder> change) {
        return beat(change.apply(request(-1)));
    }

    private StreamsGroupHeartbeatRequest.Builder request(int memberEpoch) {
        return StreamsGroupHeartbeatRequest.builder()
                .groupId(group)
                .memberId("member")
                .memberEpoch(memberEpoch);
    }

    private String beat(StreamsGroupHeartbeatRequest.Builder request) {
        Answer answer = scene.call(request.build(), 0);
        epoch = (int) answer.values("member_epoch").getFirst();
        return answer.text("member_epoch", "status_code");
    }

    String classic() {
        JoinGroupRequest request = ClassicJoin.asStaticMember(group);
        return told(request, 9);
    }

    String consumer() {
        return told(
                ConsumerGroupHeartbeatRequest.builder()
                        .groupId(group)
                        .memberId("c")
                        .memberEpoch(0)
                        .rebalanceTimeoutMs(30_000)
                        .subscribedTopicNames(List.of(topic))
                        .topicPartitions(List.of())
                        .build(),
                1);
    }

    String sharer() {
        return told(
                ShareGroupHeartbeatRequest.builder()
                        .groupId(group)
                        .memberId("s")
                        .memberEpoch(0)
                        .subscribedTopicNames(List.of(topic))
                        .build(),
                1);
    }

    /** An offset of a consumer that is in no group. */
    String offset() {
        return told(
                OffsetCommitRequest.builder()
                        .groupId(group)
                        .generationIdOrMemberEpoch(-1)
                        .memberId("")
                        .topics(List.of(OffsetCommitRequestTopic.builder()
                                .name(topic)
                                .partitions(List.of(OffsetCommitRequestPartition.builder()
                                        .partitionIndex(0)
                                        .committedOffset(5)
                                        .committedLeaderEpoch(-1)
                                        .committedMetadata("")
                                        .build()))
                                .build()))
                        .build(),
                9);
    }

    private String told(RequestMessage request, int version) {
        return scene.call(request, version).text() + "; ";
    }

    static Topology topology(Subtopology.Builder... parts) {
        return Topology.builder()
                .epoch(0)
                .subtopologies(Stream.of(parts).map(Subtopology.Builder::build).toList())
                .build();
    }

    static TopicInfo topic(String name, int partitions) {
        return TopicInfo.builder()
                .name(name)
                .partitions(partitions)
                .replicationFactor((short) 1)
                .build();
    }

    static CopartitionGroup equal(int... sources) {
        return CopartitionGroup.builder()
                .sourceTopics(Arrays.stream(sources).mapToObj(i -> (short) i).toList())
                .build();
    }

    static List<TaskIds> tasks(String subtopology, Integer... partitions) {
        return List.of(TaskIds.builder()
                .subtopologyId(subtopology)
                .partitions(Arrays.asList(partitions))
                .build());
    }

    static TaskOffset taskOffset() {
        return TaskOffset.builder().subtopologyId("0").partition(0).offset(5).build();
    }

    static StreamsGroupHeartbeatRequest.Builder owned(
            StreamsGroupHeartbeatRequest.Builder request, String subtopology, Integer... partitions) {
        return request.activeTasks(tasks(subtopology, partitions))
                .standbyTasks(List.of())
                .warmupTasks(List.of());
    }
}
