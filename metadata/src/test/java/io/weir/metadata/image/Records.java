package io.weir.metadata.image;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.record.ConfigRecord;
import io.weir.metadata.record.PartitionRecord;
import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.metadata.record.RemoveTopicRecord;
import io.weir.metadata.record.TopicRecord;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Short ways to write records in tests. */
public final class Records {

    private Records() {}

    public static Uuid id(int number) {
        return new Uuid(7, number);
    }

    public static Message topic(String name, Uuid id) {
        return TopicRecord.builder().name(name).topicId(id).build();
    }

    public static Message remove(Uuid id) {
        return RemoveTopicRecord.builder().topicId(id).build();
    }

    public static PartitionRecord partition(Uuid topicId, int partitionId, int leader) {
        return PartitionRecord.builder()
                .topicId(topicId)
                .partitionId(partitionId)
                .replicas(List.of(leader))
                .directories(List.of(Uuid.ZERO))
                .isr(List.of(leader))
                .leader(leader)
                .build();
    }

    public static Message config(ConfigResource resource, String name, @Nullable String value) {
        return ConfigRecord.builder()
                .resourceType(resource.type().code())
                .resourceName(resource.name())
                .name(name)
                .value(value)
                .build();
    }

    public static Message producerIds(long next) {
        return ProducerIdsRecord.builder().nextProducerId(next).build();
    }

    public static BrokerDescription description(int incarnation) {
        return new BrokerDescription(
                new Uuid(9, incarnation),
                List.of(new BrokerEndpoint("PLAINTEXT", "localhost", 9092, (short) 0)),
                Optional.empty(),
                List.of(new Uuid(5, 5)));
    }

    public static BrokerDescription description(int incarnation, String rack) {
        BrokerDescription nowhere = description(incarnation);
        return new BrokerDescription(
                nowhere.incarnationId(), nowhere.endpoints(), Optional.of(rack), nowhere.directories());
    }

    public static Message broker(int nodeId, long epoch, int incarnation) {
        return new BrokerImage(nodeId, epoch, false, description(incarnation)).toRecord();
    }
}
