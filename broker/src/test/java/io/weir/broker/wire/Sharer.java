package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.IncrementalAlterConfigsRequest;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.protocol.messages.ShareAcknowledgeRequest;
import io.weir.protocol.messages.ShareFetchRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A member of a share group that reads one partition with three records. */
final class Sharer {

    static final int VERSION = 2;
    private static final byte GROUP_RESOURCE = 32;

    final Scene scene;
    final String group;
    final String topic;
    final Uuid topicId;
    private String memberId = "member";
    private String last = "";

    Sharer(Scene scene) {
        this.scene = scene;
        this.group = scene.group();
        this.topic = scene.topic(1);
        this.topicId = scene.idOf(topic);
    }

    String heartbeat(UnaryOperator<ShareGroupHeartbeatRequest.Builder> change) {
        return scene.call(change.apply(heartbeat().toBuilder()).build(), 1).text("member_epoch");
    }

    private ShareGroupHeartbeatRequest heartbeat() {
        return ShareGroupHeartbeatRequest.builder()
                .groupId(group)
                .memberId(memberId)
                .memberEpoch(0)
                .subscribedTopicNames(List.of(topic))
                .build();
    }

    /** What the last step of those that go on was answered. */
    String last() {
        return last;
    }

    Sharer join() {
        last = heartbeat(r -> r);
        return this;
    }

    Sharer left() {
        last = heartbeat(r -> r.memberEpoch(-1));
        return this;
    }

    /** In a group that begins at the earliest offset, with the partition assigned. */
    Sharer assigned() {
        beginAtTheEarliest();
        Scene.until(() -> scene.call(heartbeat(), 1).values("partitions").stream()
                .anyMatch(partitions -> ((Object[]) partitions).length == 1));
        return this;
    }

    /** Assigned a partition of three records. */
    Sharer ready() {
        assigned().produce();
        return this;
    }

    void produce() {
        assertThat(scene.produce(topic, Batches.of(3))).startsWith("NONE");
    }

    private void beginAtTheEarliest() {
        IncrementalAlterConfigsRequest request = IncrementalAlterConfigsRequest.builder()
                .resources(List.of(AlterConfigsResource.builder()
                        .resourceType(GROUP_RESOURCE)
                        .resourceName(group)
                        .configs(List.of(AlterableConfig.builder()
                                .name("share.auto.offset.reset")
                                .value("earliest")
                                .build()))
                        .build()))
                .build();
        assertThat(scene.call(request, 1).text()).isEqualTo("NONE");
    }

    /** A session that has acquired all three. */
    Sharer begun() {
        ready();
        last = fetch(r -> r);
        return this;
    }

    /** All three accepted. */
    Sharer done() {
        last = acknowledge(1, 0, 2, 1);
        return this;
    }

    /** Goes on as another member of the group. */
    Sharer other() {
        memberId = "other";
        return this;
    }

    String fetch(UnaryOperator<ShareFetchRequest.Builder> change) {
        return shown(scene.call(fetchRequest(change), VERSION));
    }

    ShareFetchRequest fetchRequest(UnaryOperator<ShareFetchRequest.Builder> change) {
        ShareFetchRequest.Builder request = ShareFetchRequest.builder()
                .groupId(group)
                .memberId(memberId)
                .shareSessionEpoch(0)
                .maxWaitMs(1000)
                .minBytes(1)
                .maxBytes(1 << 20)
                .maxRecords(100)
                .batchSize(100)
                .topics(topics(topicId, 0));
        return change.apply(request).build();
    }

    /** Error codes, what came of acknowledgements where that is one, and what was acquired how often. */
    private static String shown(Answer answer) {
        StringBuilder shown = new StringBuilder(answer.text());
        answer.values("acknowledge_error_code").stream()
                .map(code -> ErrorCode.forCode((short) code))
                .filter(ErrorCode::isError)
                .forEach(error -> shown.append(" said=").append(error));
        for (int i = 0; i < answer.values("first_offset").size(); i++) {
            shown.append(' ').append(answer.values("first_offset").get(i));
            shown.append('-').append(answer.values("last_offset").get(i));
            shown.append('x').append(answer.values("delivery_count").get(i));
        }
        return shown.toString();
    }

    String acknowledge(int epoch, long first, long last, int... types) {
        return acknowledge(r ->
                r.shareSessionEpoch(epoch).topics(List.of(partitions(topicId, 0, batch(first, last, types)))));
    }

    String acknowledge(UnaryOperator<ShareAcknowledgeRequest.Builder> change) {
        ShareAcknowledgeRequest.Builder request =
                ShareAcknowledgeRequest.builder().groupId(group).memberId(memberId);
        return scene.call(change.apply(request).build(), VERSION).text();
    }

    ShareAcknowledgeRequest.AcknowledgeTopic partitions(
            Uuid id, int partition, ShareAcknowledgeRequest.AcknowledgementBatch... batches) {
        return ShareAcknowledgeRequest.AcknowledgeTopic.builder()
                .topicId(id)
                .partitions(List.of(ShareAcknowledgeRequest.AcknowledgePartition.builder()
                        .partitionIndex(partition)
                        .acknowledgementBatches(List.of(batches))
                        .build()))
                .build();
    }

    List<ShareFetchRequest.FetchTopic> said(int partition, long first, long last, int... types) {
        return List.of(ShareFetchRequest.FetchTopic.builder()
                .topicId(topicId)
                .partitions(List.of(ShareFetchRequest.FetchPartition.builder()
                        .partitionIndex(partition)
                        .acknowledgementBatches(List.of(ShareFetchRequest.AcknowledgementBatch.builder()
                                .firstOffset(first)
                                .lastOffset(last)
                                .acknowledgeTypes(bytes(types))
                                .build()))
                        .build()))
                .build());
    }

    static List<ShareFetchRequest.FetchTopic> topics(Uuid topic, int partition) {
        return List.of(ShareFetchRequest.FetchTopic.builder()
                .topicId(topic)
                .partitions(List.of(ShareFetchRequest.FetchPartition.builder()
                        .partitionIndex(partition)
                        .build()))
                .build());
    }

    static ShareAcknowledgeRequest.AcknowledgementBatch batch(long first, long last, int... types) {
        return ShareAcknowledgeRequest.AcknowledgementBatch.builder()
                .firstOffset(first)
                .lastOffset(last)
                .acknowledgeTypes(bytes(types))
                .build();
    }

    private static List<Byte> bytes(int... types) {
        return IntStream.of(types).mapToObj(type -> (byte) type).toList();
    }
}
