package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics as an admin client makes, sees and removes them. */
class AdminTopicsTest {

    private static final int BROKER_ID = 1;
    private static final short ONE = 1;

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of("num.partitions", "4"));

    private final Admin admin = BROKER.admin();

    @Test
    void createsAsToldOrByDefaultAndSaysWhat() {
        String assigned = BROKER.name("assigned");
        String counted = BROKER.name("counted");
        String byDefault = BROKER.name("default");
        List<NewTopic> topics = List.of(
                new NewTopic(assigned, Map.of(0, List.of(BROKER_ID), 1, List.of(BROKER_ID)))
                        .configs(Map.of("retention.ms", "1234")),
                new NewTopic(counted, 3, ONE),
                new NewTopic(byDefault, Optional.empty(), Optional.empty()));

        CreateTopicsResult validated = admin.createTopics(topics, new CreateTopicsOptions().validateOnly(true));
        assertThat(result(validated.numPartitions(assigned))).isEqualTo(2);
        assertThat(result(validated.numPartitions(byDefault))).isEqualTo(4);
        assertThat(result(admin.listTopics().names())).doesNotContain(assigned, counted, byDefault);

        CreateTopicsResult created = admin.createTopics(topics);
        result(created.all());
        assertThat(result(created.numPartitions(assigned))).isEqualTo(2);
        assertThat(result(created.numPartitions(counted))).isEqualTo(3);
        assertThat(result(created.numPartitions(byDefault))).isEqualTo(4);
        assertThat(result(created.replicationFactor(byDefault))).isEqualTo(1);
        assertThat(result(created.config(assigned)).get("retention.ms").value()).isEqualTo("1234");
        assertThat(result(created.config(assigned)).get("cleanup.policy").value())
                .isEqualTo("delete");

        Map<String, TopicDescription> described = result(
                admin.describeTopics(List.of(assigned, counted, byDefault)).allTopicNames());
        assertThat(described.get(assigned).topicId()).isEqualTo(result(created.topicId(assigned)));
        assertThat(described.get(assigned).isInternal()).isFalse();
        assertThat(described.get(counted).partitions())
                .extracting(TopicPartitionInfo::partition)
                .containsExactly(0, 1, 2);
        TopicPartitionInfo partition = described.get(assigned).partitions().getFirst();
        assertThat(partition.leader().id()).isEqualTo(BROKER_ID);
        assertThat(partition.replicas()).hasSize(1).isEqualTo(partition.isr());

        CreateTopicsResult again = admin.createTopics(topics);
        assertThatThrownBy(() -> result(again.values().get(counted))).isInstanceOf(TopicExistsException.class);
        assertThatThrownBy(() -> result(again.numPartitions(assigned))).isInstanceOf(TopicExistsException.class);
        assertThatThrownBy(() -> result(admin.createTopics(topics, new CreateTopicsOptions().validateOnly(true))
                        .all()))
                .isInstanceOf(TopicExistsException.class);
    }

    @Test
    void tellsOfItsOwnSettingsOnlyWhoHasSetOne() throws Exception {
        String own = "weir.flush.before.ack";
        NewTopic plain = new NewTopic(BROKER.name("plain"), 1, ONE);
        NewTopic relaxed = new NewTopic(BROKER.name("relaxed"), 1, ONE).configs(Map.of(own, "false"));

        CreateTopicsResult created = admin.createTopics(List.of(plain, relaxed));

        assertThat(result(created.config(plain.name())).entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.name()).doesNotStartWith("weir."));
        assertThat(result(created.config(relaxed.name())).get(own).value()).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "with space", "umlaut-ä", "semi;colon", "a/b"})
    void refusesIllegalNames(String name) {
        assertThatThrownBy(() -> result(
                        admin.createTopics(List.of(new NewTopic(name, 1, ONE))).all()))
                .isInstanceOf(InvalidTopicException.class);
    }

    @Test
    void namesMayBeLongButNotTooLong() {
        String longest = "x".repeat(249);
        CreateTopicsResult created =
                admin.createTopics(List.of(new NewTopic(longest, 1, ONE), new NewTopic(longest + "x", 1, ONE)));
        assertThatThrownBy(() -> result(created.values().get(longest + "x"))).isInstanceOf(InvalidTopicException.class);
        result(created.values().get(longest));
        result(admin.deleteTopics(List.of(longest)).all());
    }

    @Test
    void namesThatCollideInMetricsAreRefused() {
        String name = BROKER.name("a.b");
        result(admin.createTopics(List.of(new NewTopic(name, 1, ONE))).all());
        assertThatThrownBy(() -> result(admin.createTopics(List.of(new NewTopic(name.replace('.', '_'), 1, ONE)))
                        .all()))
                .isInstanceOf(InvalidTopicException.class);
    }

    @Test
    void refusesImpossibleTopicsEachWithItsError() {
        Map<NewTopic, Class<? extends Throwable>> bad = Map.of(
                new NewTopic(BROKER.name("bad"), 0, ONE),
                InvalidPartitionsException.class,
                new NewTopic(BROKER.name("bad"), -2, ONE),
                InvalidPartitionsException.class,
                new NewTopic(BROKER.name("bad"), 1, (short) 0),
                InvalidReplicationFactorException.class,
                new NewTopic(BROKER.name("bad"), 1, (short) 2),
                InvalidReplicationFactorException.class,
                new NewTopic(BROKER.name("bad"), Map.of(0, List.of(77))),
                InvalidReplicaAssignmentException.class,
                new NewTopic(BROKER.name("bad"), Map.of(1, List.of(1))),
                InvalidReplicaAssignmentException.class,
                new NewTopic(BROKER.name("bad"), Map.of(0, List.of(1, 1))),
                InvalidReplicaAssignmentException.class,
                new NewTopic(BROKER.name("bad"), 1, ONE).configs(Map.of("no.such", "1")),
                InvalidConfigurationException.class,
                new NewTopic(BROKER.name("bad"), 1, ONE).configs(Map.of("retention.ms", "soon")),
                InvalidConfigurationException.class);
        CreateTopicsResult results = admin.createTopics(bad.keySet());
        bad.forEach((topic, error) -> assertThatThrownBy(
                        () -> result(results.values().get(topic.name())))
                .as(topic.toString())
                .isInstanceOf(error));
    }

    @Test
    void deletesByNameAndById() {
        String byName = BROKER.topic();
        String byId = BROKER.topic();
        Uuid id = result(admin.describeTopics(List.of(byId)).allTopicNames())
                .get(byId)
                .topicId();

        result(admin.deleteTopics(TopicCollection.ofTopicNames(List.of(byName))).all());
        result(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all());

        assertThat(result(admin.listTopics().names())).doesNotContain(byName, byId);
        assertThatThrownBy(() -> result(admin.deleteTopics(List.of(byName)).all()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> result(admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id)))
                        .all()))
                .isInstanceOf(UnknownTopicIdException.class);
    }

    @Test
    void describesByNameByIdAndInPages() {
        String topic = BROKER.topic(5);
        Map<String, TopicDescription> paged = result(
                admin.describeTopics(List.of(topic), new DescribeTopicsOptions().partitionSizeLimitPerResponse(2))
                        .allTopicNames());
        assertThat(paged.get(topic).partitions()).hasSize(5);

        Uuid id = paged.get(topic).topicId();
        assertThat(result(admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                                .allTopicIds())
                        .get(id)
                        .name())
                .isEqualTo(topic);

        assertThatThrownBy(() -> result(
                        admin.describeTopics(List.of(BROKER.name("none"))).allTopicNames()))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> result(admin.describeTopics(TopicCollection.ofTopicIds(List.of(Uuid.randomUuid())))
                        .allTopicIds()))
                .isInstanceOf(UnknownTopicIdException.class);
    }

    @Test
    void tellsWhatMayBeDoneOnlyWhenAsked() {
        String topic = BROKER.topic();
        assertThat(result(admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic)
                        .authorizedOperations())
                .isNull();
        assertThat(result(admin.describeTopics(
                                        List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                .allTopicNames())
                        .get(topic)
                        .authorizedOperations())
                .contains(AclOperation.READ, AclOperation.WRITE, AclOperation.ALTER_CONFIGS)
                .hasSize(8);
    }

    @Test
    void internalTopicsAreListedOnlyWhenAsked() {
        String topic = BROKER.topic();
        result(admin.alterConsumerGroupOffsets(
                        BROKER.name("group"), Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                .all());

        assertThat(result(admin.listTopics().names())).contains(topic).doesNotContain("__consumer_offsets");
        Map<String, TopicListing> all = result(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).namesToListings());
        assertThat(all.get("__consumer_offsets").isInternal()).isTrue();
        assertThat(all.get(topic).isInternal()).isFalse();
        assertThat(result(admin.describeTopics(List.of("__consumer_offsets")).allTopicNames())
                        .get("__consumer_offsets")
                        .partitions())
                .hasSize(50);
    }

    @Test
    void topicsGetMorePartitionsAndNeverLess() {
        String topic = BROKER.topic(1);
        result(admin.createPartitions(
                        Map.of(topic, NewPartitions.increaseTo(3)), new CreatePartitionsOptions().validateOnly(true))
                .all());
        assertThat(partitionsOf(topic)).isEqualTo(1);

        result(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3, List.of(List.of(1), List.of(1)))))
                .all());
        assertThat(partitionsOf(topic)).isEqualTo(3);

        for (boolean validateOnly : List.of(true, false)) {
            refusedGrowth(topic, NewPartitions.increaseTo(3), validateOnly)
                    .isInstanceOf(InvalidPartitionsException.class)
                    .hasMessage("Topic already has 3 partition(s).");
            refusedGrowth(topic, NewPartitions.increaseTo(1), validateOnly)
                    .isInstanceOf(InvalidPartitionsException.class)
                    .hasMessage("The topic " + topic + " currently has 3 partition(s); 1 would not be an increase.");
            refusedGrowth(topic, NewPartitions.increaseTo(-22), validateOnly)
                    .isInstanceOf(InvalidPartitionsException.class)
                    .hasMessage("The topic " + topic + " currently has 3 partition(s); -22 would not be an increase.");
            refusedGrowth(topic, NewPartitions.increaseTo(4, List.of(List.of(1, 2))), validateOnly)
                    .isInstanceOf(InvalidReplicaAssignmentException.class);
            refusedGrowth(topic, NewPartitions.increaseTo(6, List.of(List.of(1))), validateOnly)
                    .isInstanceOf(InvalidReplicaAssignmentException.class)
                    .hasMessage("Attempted to add 3 additional partition(s), but only 1 assignment(s) were specified.");
            refusedGrowth(topic, NewPartitions.increaseTo(4, List.of(List.of(1), List.of(1))), validateOnly)
                    .isInstanceOf(InvalidReplicaAssignmentException.class)
                    .hasMessage("Attempted to add 1 additional partition(s), but only 2 assignment(s) were specified.");
            refusedGrowth(topic, NewPartitions.increaseTo(4, List.of(List.of(1, 1))), validateOnly)
                    .isInstanceOf(InvalidReplicaAssignmentException.class);
            refusedGrowth(topic, NewPartitions.increaseTo(4, List.of(List.of(12))), validateOnly)
                    .isInstanceOf(InvalidReplicaAssignmentException.class);
            refusedGrowth(topic, NewPartitions.increaseTo(4, List.of()), validateOnly)
                    .isInstanceOf(InvalidReplicaAssignmentException.class)
                    .hasMessage("Attempted to add 1 additional partition(s), but only 0 assignment(s) were specified.");
            refusedGrowth(BROKER.name("none"), NewPartitions.increaseTo(2), validateOnly)
                    .isInstanceOf(UnknownTopicOrPartitionException.class);
        }
        assertThat(partitionsOf(topic)).isEqualTo(3);
    }

    @Test
    void aTopicThatIsDeletedAndCreatedAgainIsEmptyAndAnother() {
        String topic = BROKER.topic();
        Reading.produce(BROKER, new TopicPartition(topic, 0), 10);
        List<Uuid> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(result(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .topicId());
            result(admin.deleteTopics(List.of(topic)).all());
            BROKER.create(topic, 1, Map.of());
            try (var consumer = BROKER.consumer()) {
                assertThat(consumer.endOffsets(List.of(new TopicPartition(topic, 0))))
                        .containsValue(0L);
            }
            Reading.produce(BROKER, new TopicPartition(topic, 0), 10);
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private int partitionsOf(String topic) {
        return result(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusedGrowth(
            String topic, NewPartitions growth, boolean validateOnly) {
        return assertThatThrownBy(() -> result(admin.createPartitions(
                                Map.of(topic, growth), new CreatePartitionsOptions().validateOnly(validateOnly))
                        .all()))
                .as(growth + " validateOnly=" + validateOnly);
    }
}
