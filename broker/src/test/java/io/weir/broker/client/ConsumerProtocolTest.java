package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidRegularExpression;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedAssignorException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official consumer with group.protocol=consumer: the broker assigns, members come and go, partitions move. */
@Execution(ExecutionMode.CONCURRENT)
class ConsumerProtocolTest {

    private static final int PARTITIONS = 6;

    /** Heartbeats often, so that nobody waits long for the next step. */
    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of(
            "group.consumer.min.heartbeat.interval.ms", "100",
            "group.consumer.heartbeat.interval.ms", "100",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "2000",
            "group.consumer.assignment.interval.ms", "50"));

    @Test
    void partitionsAreSharedAsMembersComeAndGoAndNoRecordIsMissed() {
        String topic = BROKER.topic(PARTITIONS);
        String group = BROKER.name("group");
        try (Member first = member(group, topic);
                KafkaProducer<String, String> producer = BROKER.producer()) {
            awaitShares(PARTITIONS, first);
            produce(producer, topic, 0, 50);
            try (Member second = member(group, topic)) {
                produce(producer, topic, 50, 100);
                awaitShares(PARTITIONS, first, second);
                try (Member third = member(group, topic)) {
                    awaitShares(PARTITIONS, first, second, third);
                    produce(producer, topic, 100, 150);
                    Await.until("all records", () -> read(first, second, third) == 150 * PARTITIONS);
                }
                awaitShares(PARTITIONS, first, second);
            }
            awaitShares(PARTITIONS, first);
        }
    }

    @Test
    void aMemberKeepsWhatIsNotTakenFromIt() {
        String topic = BROKER.topic(PARTITIONS);
        String group = BROKER.name("group");
        try (Member first = member(group, topic)) {
            awaitShares(PARTITIONS, first);
            try (Member second = member(group, topic)) {
                awaitShares(PARTITIONS, first, second);
                Set<Integer> kept = partitions(first);
                try (Member third = member(group, topic)) {
                    awaitShares(PARTITIONS, first, second, third);
                    assertThat(kept).containsAll(partitions(first));
                }
            }
        }
    }

    @Test
    void aMemberThatIsLostIsReplacedWhenItsSessionEnds() {
        String topic = BROKER.topic(2);
        String group = BROKER.name("group");
        try (Member stays = member(group, topic)) {
            KafkaConsumer<String, String> lost = consumer(group, "group.instance.id", "lost");
            Member leaves = new Member(lost, consumer -> consumer.subscribe(List.of(topic)));
            awaitShares(2, stays, leaves);
            // A static member says that it will be back, and is not.
            leaves.close();
            assertThat(partitions(stays)).hasSize(1);
            awaitShares(2, stays);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.clients.consumer.RangeAssignor",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"
            })
    void aGroupGoesOverToTheProtocolAndBackWhileItReads(String assignor) {
        String topic = BROKER.topic(PARTITIONS);
        String group = BROKER.name("group");
        try (Member first = classicMember(group, topic, assignor);
                KafkaProducer<String, String> producer = BROKER.producer()) {
            awaitShares(PARTITIONS, first);
            produce(producer, topic, 0, 50);
            try (Member second = classicMember(group, topic, assignor)) {
                awaitShares(PARTITIONS, first, second);
                try (Member third = member(group, topic)) {
                    awaitShares(PARTITIONS, first, second, third);
                    assertThat(describe(group).type()).isEqualTo(GroupType.CONSUMER);
                    produce(producer, topic, 50, 100);
                    Await.until("all records", () -> read(first, second, third) == 100 * PARTITIONS);
                }
                awaitShares(PARTITIONS, first, second);
                assertThat(describe(group).type()).isEqualTo(GroupType.CLASSIC);
                produce(producer, topic, 100, 150);
                Await.until("new records", () -> endsAt(150, first, second));
            }
        }
    }

    @Test
    void aStaticMemberComesBackWithoutARebalance() {
        String topic = BROKER.topic(2);
        String group = BROKER.name("group");
        try (Member other = staticMember(group, topic, "other")) {
            Member restarted = staticMember(group, topic, "restarted");
            awaitShares(2, other, restarted);
            Set<TopicPartition> before = restarted.assignment();
            int epoch = epoch(group);

            restarted.close();
            try (Member back = staticMember(group, topic, "restarted")) {
                Await.until("it has what it had", () -> back.assignment().equals(before));
                assertThat(epoch(group)).isEqualTo(epoch);
            }
        }
    }

    @Test
    void aStaticMembersNameIsNotGivenTwice() {
        String topic = BROKER.topic(1);
        String group = BROKER.name("group");
        try (Member holder = staticMember(group, topic, "me");
                KafkaConsumer<String, String> other = consumer(group, "group.instance.id", "me")) {
            awaitShares(1, holder);
            other.subscribe(List.of(topic));
            assertThatThrownBy(() -> Reading.pollUntil("it is refused", other, () -> false))
                    .satisfies(e -> assertThat(Stream.iterate(e, t -> t != null, Throwable::getCause))
                            .anyMatch(UnreleasedInstanceIdException.class::isInstance));
        }
    }

    @Test
    void aRegularExpressionIsResolvedByTheBroker() {
        String prefix = BROKER.name("regex");
        BROKER.create(prefix + "-1", 1, Map.of());
        BROKER.create(BROKER.name("other"), 1, Map.of());
        try (KafkaConsumer<String, String> consumer = consumer(BROKER.name("group"))) {
            Member member = new Member(consumer, it -> it.subscribe(new SubscriptionPattern(prefix + "-.*")));
            Await.until(
                    "the topic that matches",
                    () -> member.assignment().equals(Set.of(new TopicPartition(prefix + "-1", 0))));
            member.stopPolling();
        }
    }

    @Test
    void aRegularExpressionThatIsNoneIsRefused() {
        try (KafkaConsumer<String, String> consumer = consumer(BROKER.name("group"))) {
            consumer.subscribe(new SubscriptionPattern("("));
            assertThatThrownBy(() -> Reading.pollUntil("it is refused", consumer, () -> false))
                    .satisfies(e -> assertThat(Stream.iterate(e, t -> t != null, Throwable::getCause))
                            .anyMatch(InvalidRegularExpression.class::isInstance));
        }
    }

    @Test
    void anAssignorThatIsNotThereIsRefused() {
        try (KafkaConsumer<String, String> consumer =
                consumer(BROKER.name("group"), "group.remote.assignor", "sticky")) {
            consumer.subscribe(List.of(BROKER.topic()));
            assertThatThrownBy(() -> Reading.pollUntil("it is refused", consumer, () -> false))
                    .satisfies(e -> assertThat(Stream.iterate(e, t -> t != null, Throwable::getCause))
                            .anyMatch(UnsupportedAssignorException.class::isInstance));
        }
    }

    @Test
    void newPartitionsReachTheGroup() {
        String topic = BROKER.topic(1);
        try (Member member = member(BROKER.name("group"), topic)) {
            awaitShares(1, member);
            SharedBroker.result(BROKER.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all());
            awaitShares(3, member);
        }
    }

    @Test
    void administratorsSeeAndDeleteConsumerGroups() {
        String topic = BROKER.topic(2);
        String group = BROKER.name("group");
        try (Member member = member(group, topic)) {
            awaitShares(2, member);
            ConsumerGroupDescription described = describe(group);
            assertThat(described.type()).isEqualTo(GroupType.CONSUMER);
            assertThat(described.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(described.partitionAssignor()).isEqualTo("uniform");
            assertThat(described.members()).singleElement().satisfies(one -> {
                assertThat(one.assignment().topicPartitions()).isEqualTo(member.assignment());
                assertThat(one.targetAssignment()).isPresent();
            });
            assertThat(SharedBroker.result(BROKER.admin()
                            .listGroups(new ListGroupsOptions().withTypes(Set.of(GroupType.CONSUMER)))
                            .all()))
                    .extracting(GroupListing::groupId)
                    .contains(group);
        }
        SharedBroker.result(BROKER.admin().deleteConsumerGroups(List.of(group)).all());
        assertThatThrownBy(() -> describe(group)).isInstanceOf(GroupIdNotFoundException.class);
    }

    @Test
    void administratorsSetTheOffsetsOfAnEmptyGroup() {
        String topic = BROKER.topic(1);
        String group = BROKER.name("group");
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Member member = member(group, topic)) {
            awaitShares(1, member);
        }
        SharedBroker.result(BROKER.admin()
                .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(42)))
                .all());
        try (KafkaConsumer<String, String> consumer = consumer(group)) {
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(42);
        }
    }

    @Test
    void theSettingsOfAGroupHoldForItsMembersAtOnce() {
        String topic = BROKER.topic(1);
        String group = BROKER.name("group");
        SharedBroker.result(BROKER.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("consumer.session.timeout.ms", "60000"), AlterConfigOp.OpType.SET))))
                .all());
        try (Member other = member(group, topic)) {
            awaitShares(1, other);
            Member lost = staticMember(group, topic, "lost");
            Await.until("two members", () -> describe(group).members().size() == 2);
            lost.close();
            // With the broker's 2 s it would be gone by the time another member has come and gone.
            try (Member _ = staticMember(group, topic, "third")) {
                Await.until("three members", () -> describe(group).members().size() == 3);
            }
            assertThat(describe(group).members())
                    .extracting(m -> m.groupInstanceId().orElse(""))
                    .contains("lost");
        }
    }

    @Test
    void theFeatureIsOn() {
        FeatureMetadata features =
                SharedBroker.result(BROKER.admin().describeFeatures().featureMetadata());

        assertThat(features.finalizedFeatures().get("group.version").maxVersionLevel())
                .isEqualTo((short) 1);
        assertThat(features.supportedFeatures().get("group.version").maxVersion())
                .isEqualTo((short) 1);
    }

    @Test
    void groupsAndOffsetsSurviveKill() throws Exception {
        try (BrokerProcess broker = new BrokerProcess()) {
            Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap());
            try (Admin admin = Admin.create(config)) {
                admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
                        .all()
                        .get();
                try (KafkaConsumer<String, String> consumer = consumerOf(broker.bootstrap(), "survivors")) {
                    consumer.subscribe(List.of("kept"));
                    Reading.pollUntil(
                            "it has both", consumer, () -> consumer.assignment().size() == 2);
                    consumer.commitSync(Map.of(new TopicPartition("kept", 0), new OffsetAndMetadata(7)));
                    String memberId = consumer.groupMetadata().memberId();

                    broker.kill();
                    broker.start();

                    ConsumerGroupDescription described = admin.describeConsumerGroups(List.of("survivors"))
                            .all()
                            .get()
                            .get("survivors");
                    assertThat(described.members()).singleElement().satisfies(member -> {
                        assertThat(member.consumerId()).isEqualTo(memberId);
                        assertThat(member.assignment().topicPartitions()).hasSize(2);
                    });
                    consumer.commitSync(Map.of(new TopicPartition("kept", 1), new OffsetAndMetadata(8)));
                    assertThat(consumer.committed(consumer.assignment()).values())
                            .extracting(OffsetAndMetadata::offset)
                            .containsExactlyInAnyOrder(7L, 8L);
                }
            }
        }
    }

    private static KafkaConsumer<String, String> consumerOf(String bootstrap, String group) {
        return new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "group.protocol",
                "consumer",
                "enable.auto.commit",
                false,
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                StringDeserializer.class));
    }

    private static KafkaConsumer<String, String> consumer(String group, Object... settings) {
        Object[] all = Stream.concat(Stream.of("group.id", group, "group.protocol", "consumer"), Stream.of(settings))
                .toArray();
        return BROKER.consumer(all);
    }

    private static Member member(String group, String topic) {
        return new Member(consumer(group), it -> it.subscribe(List.of(topic)));
    }

    private static Member classicMember(String group, String topic, String assignor) {
        return new Member(
                consumer(
                        group,
                        "group.protocol",
                        "classic",
                        "partition.assignment.strategy",
                        assignor,
                        "heartbeat.interval.ms",
                        "100"),
                it -> it.subscribe(List.of(topic)));
    }

    /** Whether the last record of each partition has been read. */
    private static boolean endsAt(long end, Member... members) {
        return Stream.of(members)
                        .flatMap(member -> member.records().stream())
                        .filter(record -> record.offset() == end - 1)
                        .map(ConsumerRecord::partition)
                        .distinct()
                        .count()
                == PARTITIONS;
    }

    private static Member staticMember(String group, String topic, String instance) {
        return new Member(consumer(group, "group.instance.id", instance), it -> it.subscribe(List.of(topic)));
    }

    /** Waits until the members have fair shares of all partitions, each of them once. */
    private static void awaitShares(int partitions, Member... members) {
        Await.until(members.length + " members share " + partitions + " partitions", () -> {
            Set<Integer> all = new TreeSet<>();
            for (Member member : members) {
                Set<Integer> own = partitions(member);
                if (own.size() != partitions / members.length) {
                    return false;
                }
                all.addAll(own);
            }
            return all.size() == partitions;
        });
    }

    private static Set<Integer> partitions(Member member) {
        Set<Integer> partitions = new TreeSet<>();
        member.assignment().forEach(partition -> partitions.add(partition.partition()));
        return partitions;
    }

    private static long read(Member... members) {
        return Stream.of(members)
                .flatMap(member -> member.records().stream())
                .map(record -> record.partition() + "@" + record.offset())
                .distinct()
                .count();
    }

    private static ConsumerGroupDescription describe(String group) {
        return SharedBroker.result(
                        BROKER.admin().describeConsumerGroups(List.of(group)).all())
                .get(group);
    }

    private static int epoch(String group) {
        return describe(group).groupEpoch().orElse(-1);
    }

    private static void produce(KafkaProducer<String, String> producer, String topic, int from, int end) {
        for (int i = 0; i < PARTITIONS; i++) {
            Reading.produce(producer, new TopicPartition(topic, i), from, end);
        }
    }
}
