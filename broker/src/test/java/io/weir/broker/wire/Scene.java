package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.CreateTopicsRequest;
import io.weir.protocol.messages.CreateTopicsRequest.CreatableTopic;
import io.weir.protocol.messages.CreateTopicsRequest.CreatableTopicConfig;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.FindCoordinatorRequest;
import io.weir.protocol.messages.InitProducerIdRequest;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.messages.MetadataRequest.MetadataRequestTopic;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A connection of its own, and names nobody else uses. */
public final class Scene implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int METADATA_VERSION = 12;
    private static final int PRODUCE_VERSION = 9;

    private final int port;
    private WireClient client;

    public Scene(int port) {
        this.port = port;
        this.client = new WireClient(port);
    }

    public WireClient client() {
        return client;
    }

    /** Goes on with a new connection. */
    public Scene reconnect() {
        client.close();
        client = new WireClient(port);
        return this;
    }

    public Answer call(RequestMessage request, int version) {
        return client.call(request, version);
    }

    /** A name that is not in use. */
    public static String unusedName() {
        return "t" + Uuid.random().toString().replaceAll("[-_]", "x");
    }

    /** A new topic that can be written to. */
    public String topic(int partitions) {
        return topic(partitions, Map.of());
    }

    /** A new topic with these settings that can be written to. */
    public String topic(int partitions, Map<String, String> settings) {
        String name = unusedName();
        CreateTopicsRequest request = CreateTopicsRequest.builder()
                .timeoutMs(10_000)
                .topics(List.of(CreatableTopic.builder()
                        .name(name)
                        .numPartitions(partitions)
                        .replicationFactor((short) 1)
                        .configs(settings.entrySet().stream()
                                .map(setting -> CreatableTopicConfig.builder()
                                        .name(setting.getKey())
                                        .value(setting.getValue())
                                        .build())
                                .toList())
                        .build()))
                .build();
        assertThat(call(request, 7).text()).isEqualTo("NONE");
        until(() -> describe(name).errorCodes().stream().allMatch(code -> code == ErrorCode.NONE));
        return name;
    }

    /** The id of a topic. */
    public Uuid idOf(String topic) {
        org.apache.kafka.common.Uuid id = (org.apache.kafka.common.Uuid)
                describe(topic).values("topic_id").getFirst();
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** A group name nobody uses, when its coordinator is ready. */
    public String group() {
        String name = unusedName();
        FindCoordinatorRequest find =
                FindCoordinatorRequest.builder().coordinatorKeys(List.of(name)).build();
        DescribeGroupsRequest describe =
                DescribeGroupsRequest.builder().groups(List.of(name)).build();
        until(() -> call(find, 4).text().equals("NONE")
                && call(describe, 6).text().equals(ErrorCode.GROUP_ID_NOT_FOUND.name()));
        return name;
    }

    /** A new producer's id. */
    public long producerId() {
        InitProducerIdRequest request = InitProducerIdRequest.builder()
                .transactionalId(null)
                .transactionTimeoutMs(1000)
                .build();
        Answer answer = call(request, 4);
        assertThat(answer.text()).isEqualTo("NONE");
        return (long) answer.values("producer_id").getFirst();
    }

    /** Writes these bytes to partition 0 of a topic and tells what became of them. */
    public String produce(String topic, ByteBuffer records) {
        return call(produceRequest(topic, 0, records), PRODUCE_VERSION).text("base_offset");
    }

    /** A request of one partition's records. */
    public static ProduceRequest produceRequest(String topic, int partition, ByteBuffer records) {
        return ProduceRequest.builder()
                .acks((short) -1)
                .timeoutMs(10_000)
                .topicData(List.of(TopicProduceData.builder()
                        .name(topic)
                        .partitionData(List.of(PartitionProduceData.builder()
                                .index(partition)
                                .records(new BufferPayload(records))
                                .build()))
                        .build()))
                .build();
    }

    /** Repeats until the condition holds. */
    public static void until(Supplier<Boolean> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            assertThat(System.nanoTime()).as("time is over").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private Answer describe(String topic) {
        return call(
                MetadataRequest.builder()
                        .topics(List.of(
                                MetadataRequestTopic.builder().name(topic).build()))
                        .allowAutoTopicCreation(false)
                        .build(),
                METADATA_VERSION);
    }

    @Override
    public void close() {
        client.close();
    }
}
