package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.runtime.Answer;
import io.weir.coordination.share.ShareGroupConfig;
import io.weir.coordination.share.ShareGroups;
import io.weir.coordination.streams.StreamsGroupConfig;
import io.weir.coordination.streams.StreamsGroups;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.protocol.messages.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.protocol.messages.OffsetCommitResponse;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.weir.protocol.messages.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.weir.protocol.messages.OffsetDeleteResponse;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Commits and reads offsets of "group" in a world. */
final class TestOffsets {

    static final int BY_NAME = 9;
    static final int BY_ID = 10;

    private final GroupWorld world;

    TestOffsets(GroupWorld world) {
        this.world = world;
    }

    /** Commits as somebody who is no member. */
    ErrorCode commits(String topic, int partition, long offset) {
        return commits(topic, partition, offset, request -> request);
    }

    ErrorCode commitsAs(TestMember member, String topic, int partition, long offset) {
        return commits(
                topic,
                partition,
                offset,
                request -> request.memberId(member.id()).generationIdOrMemberEpoch(member.generation()));
    }

    ErrorCode commits(String topic, int partition, long offset, UnaryOperator<OffsetCommitRequest.Builder> change) {
        return errorOf(
                commit(BY_NAME, topic, Uuid.ZERO, partition, offset, "", change).get());
    }

    ErrorCode commitsById(Uuid topic, int partition, long offset) {
        return errorOf(commit(BY_ID, "", topic, partition, offset, "", request -> request)
                .get());
    }

    ErrorCode commitsWithMetadata(String topic, int partition, long offset, @Nullable String metadata) {
        return errorOf(commit(BY_NAME, topic, Uuid.ZERO, partition, offset, metadata, request -> request)
                .get());
    }

    Answer<OffsetCommitResponse> commit(
            int version,
            String topic,
            Uuid topicId,
            int partition,
            long offset,
            @Nullable String metadata,
            UnaryOperator<OffsetCommitRequest.Builder> change) {
        OffsetCommitRequest.Builder request = OffsetCommitRequest.builder()
                .groupId("group")
                .topics(List.of(OffsetCommitRequestTopic.builder()
                        .name(topic)
                        .topicId(topicId)
                        .partitions(List.of(OffsetCommitRequestPartition.builder()
                                .partitionIndex(partition)
                                .committedOffset(offset)
                                .committedMetadata(metadata)
                                .build()))
                        .build()));
        return world.now(world.coordinator()
                .offsetCommit(
                        GroupWorld.context("client", version),
                        change.apply(request).build()));
    }

    /** The committed offset, -1 where there is none. */
    long offset(String topic, int partition) {
        return fetch(BY_NAME, topic, Uuid.ZERO, partition)
                .topics()
                .getFirst()
                .partitions()
                .getFirst()
                .committedOffset();
    }

    OffsetFetchResponseGroup fetch(int version, String topic, Uuid topicId, int partition) {
        return fetchGroups(
                        version,
                        List.of(OffsetFetchRequestGroup.builder()
                                .groupId("group")
                                .topics(List.of(OffsetFetchRequestTopics.builder()
                                        .name(topic)
                                        .topicId(topicId)
                                        .partitionIndexes(List.of(partition))
                                        .build()))
                                .build()))
                .groups()
                .getFirst();
    }

    OffsetFetchResponse fetchGroups(int version, List<OffsetFetchRequestGroup> groups) {
        return fetchOld(version, request -> request.groups(groups));
    }

    OffsetFetchResponse fetchOld(int version, UnaryOperator<OffsetFetchRequest.Builder> change) {
        return world.now(world.coordinator()
                        .offsetFetch(
                                GroupWorld.context("client", version),
                                change.apply(OffsetFetchRequest.builder()).build()))
                .get();
    }

    /** All offsets of the group by "topic-partition". */
    Map<String, Long> all() {
        Map<String, Long> offsets = new TreeMap<>();
        fetchGroups(BY_NAME, List.of(everythingOf("group")))
                .groups()
                .getFirst()
                .topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> offsets.put(
                                topic.name() + "-" + partition.partitionIndex(), partition.committedOffset())));
        return offsets;
    }

    static OffsetFetchRequestGroup everythingOf(String groupId) {
        return OffsetFetchRequestGroup.builder().groupId(groupId).topics(null).build();
    }

    OffsetDeleteResponse delete(String topic, int partition) {
        return world.now(world.coordinator()
                        .offsetDelete(
                                GroupWorld.context("admin", 0),
                                OffsetDeleteRequest.builder()
                                        .groupId("group")
                                        .topics(List.of(OffsetDeleteRequestTopic.builder()
                                                .name(topic)
                                                .partitions(List.of(OffsetDeleteRequestPartition.builder()
                                                        .partitionIndex(partition)
                                                        .build()))
                                                .build()))
                                        .build()))
                .get();
    }

    /** The error of the group, or of the only partition. */
    ErrorCode deletes(String topic, int partition) {
        OffsetDeleteResponse response = delete(topic, partition);
        return ErrorCode.forCode(
                response.errorCode() != 0
                        ? response.errorCode()
                        : response.topics().getFirst().partitions().getFirst().errorCode());
    }

    private static ErrorCode errorOf(OffsetCommitResponse response) {
        return ErrorCode.forCode(
                response.topics().getFirst().partitions().getFirst().errorCode());
    }

    /** These consumer groups, and no streams groups. */
    static ModernGroups modern(ConsumerGroups consumers) {
        Groups groups = new Groups();
        Sessions sessions = new Sessions();
        return new ModernGroups(
                consumers,
                new StreamsGroups(StreamsGroupConfig.defaults(), new FakeTopics()::view, new RebalanceCounts()),
                new ShareGroups(ShareGroupConfig.defaults(), new FakeTopics()::view, _ -> {}, new RebalanceCounts()),
                new Conversions(
                        groups, new Rebalances(GroupConfig.defaults(), sessions, new RebalanceCounts()), sessions));
    }
}
