package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the official admin client can ask of share groups. */
class ShareGroupAdminTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of(
            "group.share.min.heartbeat.interval.ms", "100",
            "group.share.heartbeat.interval.ms", "200",
            "share.coordinator.state.topic.num.partitions", "2",
            "offsets.topic.num.partitions", "2"));

    private final String topic = BROKER.topic();
    private final String group = BROKER.name("group");
    private final TopicPartition partition = new TopicPartition(topic, 0);

    @Test
    void groupsAreListedAndDescribed() {
        try (KafkaShareConsumer<String, String> consumer = consumer()) {
            read(consumer, 3);

            assertThat(SharedBroker.result(BROKER.admin()
                            .listGroups(new ListGroupsOptions().withTypes(Set.of(GroupType.SHARE)))
                            .all()))
                    .filteredOn(listing -> listing.groupId().equals(group))
                    .extracting(GroupListing::groupState)
                    .containsExactly(Optional.of(GroupState.STABLE));
            ShareGroupDescription described = describe();
            assertThat(described.members())
                    .singleElement()
                    .satisfies(member ->
                            assertThat(member.assignment().topicPartitions()).containsExactly(partition));
        }
        Await.until("nobody is there", () -> describe().groupState() == GroupState.EMPTY);
        assertThat(SharedBroker.result(BROKER.admin()
                        .listGroups(new ListGroupsOptions().inGroupStates(Set.of(GroupState.STABLE)))
                        .all()))
                .noneMatch(listing -> listing.groupId().equals(group));
    }

    @Test
    void offsetsAreToldSetAndForgotten() {
        try (KafkaShareConsumer<String, String> consumer = consumer()) {
            read(consumer, 5);
            consumer.commitSync();
            assertThat(offset().lag()).contains(0L);
            assertThatThrownBy(() -> alter(2)).isInstanceOf(GroupNotEmptyException.class);
        }
        Await.until("nobody is there", () -> describe().groupState() == GroupState.EMPTY);

        alter(2);

        assertThat(offset()).isEqualTo(new SharePartitionOffsetInfo(2, Optional.of(0), Optional.of(3L)));
        try (KafkaShareConsumer<String, String> consumer = consumer()) {
            Await.until(
                    "what comes from there on",
                    () -> consumer.poll(Duration.ofMillis(300)).count() == 3);
            consumer.commitSync();
        }
        Await.until("nobody is there", () -> describe().groupState() == GroupState.EMPTY);
        SharedBroker.result(
                BROKER.admin().deleteShareGroupOffsets(group, Set.of(topic)).all());
        assertThat(SharedBroker.result(BROKER.admin()
                        .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                        .partitionsToOffsetInfo(group)))
                .isEmpty();
        assertThatThrownBy(() -> SharedBroker.result(BROKER.admin()
                        .deleteShareGroupOffsets(group, Set.of("missing"))
                        .topicResult("missing")))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void groupsAreDeletedWhenNobodyIsThere() {
        try (KafkaShareConsumer<String, String> consumer = consumer()) {
            read(consumer, 1);
            assertThatThrownBy(this::delete).isInstanceOf(GroupNotEmptyException.class);
        }
        Await.until("nobody is there", () -> describe().groupState() == GroupState.EMPTY);

        delete();

        assertThatThrownBy(this::describe).isInstanceOf(GroupIdNotFoundException.class);
        assertThatThrownBy(this::delete).isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void anIdBelongsToOneProtocol() {
        try (KafkaShareConsumer<String, String> consumer = consumer();
                KafkaConsumer<String, String> classic = BROKER.consumer("group.id", group)) {
            read(consumer, 1);
            classic.subscribe(List.of(topic));

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            classic.poll(Duration.ofMillis(100));
                        }
                    })
                    .isInstanceOf(InconsistentGroupProtocolException.class);
            assertThatThrownBy(() -> SharedBroker.result(
                            BROKER.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()))
                    .isInstanceOf(GroupIdNotFoundException.class);
        }
    }

    @Test
    void settingsOfAGroupAreBounded() {
        assertThatThrownBy(() -> configure("share.record.lock.duration.ms", "100"))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> configure("share.delivery.count.limit", "11"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("group.share.max.delivery.count.limit");
        assertThatThrownBy(() -> configure("share.auto.offset.reset", "tomorrow"))
                .isInstanceOf(InvalidConfigurationException.class);

        configure("share.auto.offset.reset", "by_duration:PT1H");
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        assertThat(SharedBroker.result(BROKER.admin()
                                .describeConfigs(List.of(resource))
                                .values()
                                .get(resource))
                        .get("share.auto.offset.reset")
                        .value())
                .isEqualTo("by_duration:PT1H");
    }

    private void read(KafkaShareConsumer<String, String> consumer, int count) {
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            for (int i = 0; i < count; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, "value-" + i));
            }
        }
        int[] seen = {0};
        Await.until(count + " records", () -> {
            seen[0] += consumer.poll(Duration.ofMillis(200)).count();
            return seen[0] == count;
        });
    }

    private KafkaShareConsumer<String, String> consumer() {
        configure("share.auto.offset.reset", "earliest");
        KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                Map.of("bootstrap.servers", BROKER.bootstrap(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private void configure(String name, String value) {
        SharedBroker.result(BROKER.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all());
    }

    private ShareGroupDescription describe() {
        return SharedBroker.result(BROKER.admin()
                .describeShareGroups(List.of(group))
                .describedGroups()
                .get(group));
    }

    private SharePartitionOffsetInfo offset() {
        SharePartitionOffsetInfo info = SharedBroker.result(BROKER.admin()
                        .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                        .partitionsToOffsetInfo(group))
                .get(partition);
        assertThat(info).isNotNull();
        return Objects.requireNonNull(info);
    }

    private void alter(long offset) {
        Admin admin = BROKER.admin();
        SharedBroker.result(
                admin.alterShareGroupOffsets(group, Map.of(partition, offset)).all());
    }

    private void delete() {
        SharedBroker.result(BROKER.admin().deleteShareGroups(List.of(group)).all());
    }
}
