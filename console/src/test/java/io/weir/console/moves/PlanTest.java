package io.weir.console.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.BrokerEndpoint;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.ImageUpdate;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.record.ConfigRecord;
import io.weir.metadata.record.PartitionRecord;
import io.weir.metadata.record.TopicRecord;
import io.weir.metadata.record.UnregisterBrokerRecord;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanTest {

    private static final Uuid TOPIC = new Uuid(7, 1);

    /** So much that it counts. */
    private static final long BYTES = 1 << 30;

    @Test
    void whatIsOnADrainedBrokerGoesToAnother() {
        // given
        MetadataImage image = image(true);

        // when
        Plan plan = Plan.of(image, 0.2, _ -> BYTES);

        // then
        assertThat(plan.total()).isEqualTo(4);
        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.from()).containsExactly(1);
            assertThat(step.to()).containsExactly(2);
            assertThat(step.bytes()).isEqualTo(BYTES);
            assertThat(step.reason()).isEqualTo("broker 1 is drained");
        });
        assertThat(UnderWay.of(image).drains()).containsExactly(new UnderWay.Drain(1, 5));
    }

    @Test
    void whatAForgottenBrokerHadGoesToAnother() {
        // given: a third broker that was unregistered, and had one of two copies
        List<Message> records = new ArrayList<>(List.of(broker(1), broker(2), broker(3), topic()));
        records.add(partition(0, List.of(1, 3)).build());
        records.add(UnregisterBrokerRecord.builder().brokerId(3).brokerEpoch(3).build());
        MetadataImage image =
                ImageUpdate.apply(MetadataImage.empty("c"), records).after();

        // when
        Plan plan = Plan.of(image, 0.2, _ -> BYTES);

        // then
        assertThat(plan.steps())
                .containsExactly(
                        new Plan.Step("orders", 0, List.of(1, 3), List.of(1, 2), BYTES, "broker 3 is forgotten"));
    }

    @Test
    void aBrokerWithMoreThanItsShareGivesSomeAway() {
        // given
        MetadataImage image = image(false);

        // when
        Plan plan = Plan.of(image, 0.2, _ -> BYTES);

        // then
        assertThat(plan.total()).isEqualTo(2);
        assertThat(plan.steps()).extracting(Plan.Step::reason).containsOnly("broker 1 has more than its share");
    }

    @Test
    void aPartitionOnItsWayIsShownAndNotPlanned() {
        // when
        UnderWay underWay = UnderWay.of(image(false));

        // then
        assertThat(underWay.reassignments())
                .containsExactly(new UnderWay.Moving("orders", 4, List.of(2, 1), List.of(2), List.of(1)));
        assertThat(underWay.drains()).isEmpty();
    }

    /** Two brokers; the first has all of four partitions, and a fifth that is on its way to the second. */
    private static MetadataImage image(boolean isDrained) {
        List<Message> records = new ArrayList<>();
        records.add(broker(1));
        records.add(broker(2));
        records.add(topic());
        for (int i = 0; i < 4; i++) {
            records.add(partition(i, List.of(1)).build());
        }
        records.add(partition(4, List.of(2, 1))
                .addingReplicas(List.of(2))
                .removingReplicas(List.of(1))
                .build());
        if (isDrained) {
            ConfigResource broker = ConfigResource.broker(1);
            records.add(ConfigRecord.builder()
                    .resourceType(broker.type().code())
                    .resourceName(broker.name())
                    .name("weir.drain")
                    .value("true")
                    .build());
        }
        return ImageUpdate.apply(MetadataImage.empty("c"), records).after();
    }

    private static Message topic() {
        return TopicRecord.builder().name("orders").topicId(TOPIC).build();
    }

    private static Message broker(int id) {
        BrokerEndpoint endpoint = new BrokerEndpoint("PLAINTEXT", "localhost", 9092, (short) 0);
        return new BrokerImage(
                        id,
                        id,
                        false,
                        new BrokerDescription(
                                new Uuid(9, id), List.of(endpoint), Optional.empty(), List.of(new Uuid(5, 5))))
                .toRecord();
    }

    private static PartitionRecord.Builder partition(int number, List<Integer> replicas) {
        return PartitionRecord.builder()
                .topicId(TOPIC)
                .partitionId(number)
                .replicas(replicas)
                .directories(replicas.stream().map(_ -> Uuid.ZERO).toList())
                .isr(List.of(1))
                .leader(1);
    }
}
