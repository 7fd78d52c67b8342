package io.weir.broker.wire;

import io.weir.protocol.messages.DeleteShareGroupStateRequest;
import io.weir.protocol.messages.InitializeShareGroupStateRequest;
import io.weir.protocol.messages.ReadShareGroupStateRequest;
import io.weir.protocol.messages.ReadShareGroupStateSummaryRequest;
import io.weir.protocol.messages.WriteShareGroupStateRequest;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.stream.IntStream;

/** What brokers ask the share coordinator, about one topic of one partition. */
final class StateScene {

    private static final byte ACKNOWLEDGED = 2;

    private final Scene scene;
    private String group;
    private Uuid topic;

    StateScene(Scene scene) {
        this.scene = scene;
        this.group = Scene.unusedName();
        this.topic = new Sharer(scene).assigned().topicId;
    }

    StateScene of(Uuid other) {
        topic = other;
        return this;
    }

    StateScene group(String other) {
        group = other;
        return this;
    }

    /** State epoch 3, from offset 10 on. */
    StateScene begun() {
        initialize(0, 3, 10);
        return this;
    }

    /** A leader of this epoch has read it. */
    StateScene led(int leaderEpoch) {
        read(0, leaderEpoch);
        return this;
    }

    StateScene written(long startOffset) {
        write(0, 3, 0, startOffset);
        return this;
    }

    String initialize(int partition, int stateEpoch, long startOffset) {
        return scene.call(
                        InitializeShareGroupStateRequest.builder()
                                .groupId(group)
                                .topics(List.of(InitializeShareGroupStateRequest.InitializeStateData.builder()
                                        .topicId(topic)
                                        .partitions(List.of(InitializeShareGroupStateRequest.PartitionData.builder()
                                                .partition(partition)
                                                .stateEpoch(stateEpoch)
                                                .startOffset(startOffset)
                                                .build()))
                                        .build()))
                                .build(),
                        0)
                .text();
    }

    /** Batches are given by first and last offset, in turn. */
    String write(int partition, int stateEpoch, int leaderEpoch, long startOffset, int... batches) {
        return scene.call(
                        WriteShareGroupStateRequest.builder()
                                .groupId(group)
                                .topics(List.of(WriteShareGroupStateRequest.WriteStateData.builder()
                                        .topicId(topic)
                                        .partitions(List.of(WriteShareGroupStateRequest.PartitionData.builder()
                                                .partition(partition)
                                                .stateEpoch(stateEpoch)
                                                .leaderEpoch(leaderEpoch)
                                                .startOffset(startOffset)
                                                .deliveryCompleteCount(0)
                                                .stateBatches(IntStream.range(0, batches.length / 2)
                                                        .mapToObj(i -> batch(batches[2 * i], batches[2 * i + 1]))
                                                        .toList())
                                                .build()))
                                        .build()))
                                .build(),
                        1)
                .text();
    }

    String read(int partition, int leaderEpoch) {
        return scene.call(
                        ReadShareGroupStateRequest.builder()
                                .groupId(group)
                                .topics(List.of(ReadShareGroupStateRequest.ReadStateData.builder()
                                        .topicId(topic)
                                        .partitions(List.of(ReadShareGroupStateRequest.PartitionData.builder()
                                                .partition(partition)
                                                .leaderEpoch(leaderEpoch)
                                                .build()))
                                        .build()))
                                .build(),
                        0)
                .text("state_epoch", "start_offset", "first_offset", "last_offset");
    }

    String summary(int partition) {
        return scene.call(
                        ReadShareGroupStateSummaryRequest.builder()
                                .groupId(group)
                                .topics(List.of(ReadShareGroupStateSummaryRequest.ReadStateSummaryData.builder()
                                        .topicId(topic)
                                        .partitions(List.of(ReadShareGroupStateSummaryRequest.PartitionData.builder()
                                                .partition(partition)
                                                .leaderEpoch(0)
                                                .build()))
                                        .build()))
                                .build(),
                        1)
                .text("state_epoch", "leader_epoch", "start_offset", "delivery_complete_count");
    }

    String delete(int partition) {
        return scene.call(
                        DeleteShareGroupStateRequest.builder()
                                .groupId(group)
                                .topics(List.of(DeleteShareGroupStateRequest.DeleteStateData.builder()
                                        .topicId(topic)
                                        .partitions(List.of(DeleteShareGroupStateRequest.PartitionData.builder()
                                                .partition(partition)
                                                .build()))
                                        .build()))
                                .build(),
                        0)
                .text();
    }

    private static WriteShareGroupStateRequest.StateBatch batch(long first, long last) {
        return WriteShareGroupStateRequest.StateBatch.builder()
                .firstOffset(first)
                .lastOffset(last)
                .deliveryState(ACKNOWLEDGED)
                .deliveryCount((short) 1)
                .build();
    }
}
