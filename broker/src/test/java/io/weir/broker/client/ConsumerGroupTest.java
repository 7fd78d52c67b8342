package io.weir.broker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of classic groups share partitions, whoever comes and goes, and however. */
@Execution(ExecutionMode.CONCURRENT)
class ConsumerGroupTest {

    private static final int PARTITIONS = 6;

    @RegisterExtension
    static final SharedBroker BROKER =
            SharedBroker.start(Map.of("group.min.session.timeout.ms", "500", "group.max.size", "3"));

    @ParameterizedTest
    @ValueSource(
            classes = {
                RangeAssignor.class,
                RoundRobinAssignor.class,
                StickyAssignor.class,
                CooperativeStickyAssignor.class
            })
    void partitionsAreSharedAsMembersComeAndGo(Class<?> assignor) {
        String topic = BROKER.topic(PARTITIONS);
        String group = BROKER.name("group");
        try (Member first = member(group, topic, assignor)) {
            awaitShares(first);
            Set<Integer> before;
            try (Member second = member(group, topic, assignor)) {
                awaitShares(first, second);
                before = partitions(first);
                try (Member third = member(group, topic, assignor)) {
                    awaitShares(first, second, third);
                }
                awaitShares(first, second);
            }
            awaitShares(first);
            assertThat(partitions(first)).containsAll(before);

            try (KafkaProducer<String, String> producer = BROKER.producer()) {
                for (int i = 0; i < PARTITIONS; i++) {
                    Reading.produce(producer, new TopicPartition(topic, i), 0, 5);
                }
            }
            Await.until("all records", () -> first.records().size() == 5 * PARTITIONS);
        }
    }

    @Test
    void noRecordIsMissedWhileTheGroupChanges() {
        String topic = BROKER.topic(PARTITIONS);
        String group = BROKER.name("group");
        try (Member first = member(group, topic, CooperativeStickyAssignor.class);
                KafkaProducer<String, String> producer = BROKER.producer()) {
            awaitShares(first);
            produce(producer, topic, 0, 100);
            try (Member second = member(group, topic, CooperativeStickyAssignor.class)) {
                produce(producer, topic, 100, 200);
                awaitShares(first, second);
                produce(producer, topic, 200, 300);
                // What could not be committed before a partition moved comes twice.
                Await.until(
                        "all records",
                        () -> Stream.concat(first.records().stream(), second.records().stream())
                                        .map(record -> record.partition() + "@" + record.offset())
                                        .distinct()
                                        .count()
                                == 300 * PARTITIONS);
            }
        }
    }

    @Test
    void aMemberThatClosesLeavesAtOnce() {
        String topic = BROKER.topic(2);
        String group = BROKER.name("group");
        try (Member stays = member(group, topic, RangeAssignor.class)) {
            Member leaves = member(group, topic, RangeAssignor.class);
            awaitShares(2, stays, leaves);

            long closedAt = System.nanoTime();
            leaves.close();

            awaitShares(2, stays);
            assertThat(Duration.ofNanos(System.nanoTime() - closedAt)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aMemberThatIsLostIsReplacedWhenItsSessionEnds() {
        String topic = BROKER.topic(2);
        String group = BROKER.name("group");
        try (Member stays = member(group, topic, RangeAssignor.class)) {
            // Its coordinator hears of it only when it polls: heartbeats are as rare as sessions are short.
            KafkaConsumer<String, String> lost =
                    BROKER.consumer("group.id", group, "session.timeout.ms", 1_000, "heartbeat.interval.ms", 999);
            Member leaves = new Member(lost, consumer -> consumer.subscribe(List.of(topic)));
            awaitShares(2, stays, leaves);
            leaves.stopPolling();
            // No leave request, no more heartbeats.
            lost.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));

            awaitShares(2, stays);
        }
    }

    @Test
    void aMemberThatDoesNotPollLeavesByItself() {
        String topic = BROKER.topic(2);
        String group = BROKER.name("group");
        try (Member polls = member(group, topic, RangeAssignor.class);
                KafkaConsumer<String, String> sleeps =
                        BROKER.consumer("group.id", group, "max.poll.interval.ms", 1_000)) {
            Member busy = new Member(sleeps, consumer -> consumer.subscribe(List.of(topic)));
            awaitShares(2, polls, busy);
            busy.stopPolling();

            awaitShares(2, polls);
            assertThatThrownBy(() -> sleeps.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1))))
                    .isInstanceOf(CommitFailedException.class);
            // It comes back as a new member.
            Member again = new Member(sleeps, _ -> {});
            awaitShares(2, polls, again);
            again.stopPolling();
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
            int generation = generation(group);

            restarted.close();
            try (Member back = staticMember(group, topic, "restarted")) {
                Await.until(
                        "the member has what it had", () -> back.assignment().equals(before));
                assertThat(back.memberId()).isNotEqualTo(restarted.memberId());
                assertThat(generation(group)).isEqualTo(generation);
            }
        }
    }

    @Test
    void aStaticMemberIsFencedByItsDouble() {
        String topic = BROKER.topic(1);
        String group = BROKER.name("group");
        try (KafkaConsumer<String, String> first = BROKER.consumer("group.id", group, "group.instance.id", "me")) {
            first.subscribe(List.of(topic));
            Reading.pollUntil(
                    "it has the partition", first, () -> first.assignment().size() == 1);
            try (Member _ = staticMember(group, topic, "me")) {
                assertThatThrownBy(() -> Reading.pollUntil("it is fenced", first, () -> false))
                        .hasCauseInstanceOf(FencedInstanceIdException.class);
            }
        }
    }

    @Test
    void membersWithoutACommonProtocolAreRefused() {
        String topic = BROKER.topic(1);
        String group = BROKER.name("group");
        try (Member first = member(group, topic, RangeAssignor.class);
                Consumer<String, String> odd = BROKER.consumer(
                        "group.id", group, "partition.assignment.strategy", List.of(StickyAssignor.class))) {
            awaitShares(1, first);
            odd.subscribe(List.of(topic));
            assertThatThrownBy(() -> Reading.pollUntil("it is refused", odd, () -> false))
                    .hasCauseInstanceOf(InconsistentGroupProtocolException.class);
        }
    }

    @Test
    void sessionsOutsideTheBrokersBoundsAreRefused() {
        try (Consumer<String, String> consumer = BROKER.consumer(
                "group.id", BROKER.name("group"), "session.timeout.ms", 200, "heartbeat.interval.ms", 50)) {
            consumer.subscribe(List.of(BROKER.topic()));
            assertThatThrownBy(() -> Reading.pollUntil("it is refused", consumer, () -> false))
                    .hasCauseInstanceOf(InvalidSessionTimeoutException.class);
        }
    }

    @Test
    void aGroupHasNoMoreMembersThanItMay() {
        String topic = BROKER.topic(3);
        String group = BROKER.name("group");
        try (Member first = member(group, topic, RangeAssignor.class);
                Member second = member(group, topic, RangeAssignor.class);
                Member third = member(group, topic, RangeAssignor.class);
                Consumer<String, String> fourth = BROKER.consumer("group.id", group)) {
            awaitShares(3, first, second, third);
            fourth.subscribe(List.of(topic));
            assertThatThrownBy(() -> Reading.pollUntil("it is refused", fourth, () -> false))
                    .hasCauseInstanceOf(GroupMaxSizeReachedException.class);
        }
    }

    @Test
    void newPartitionsReachTheGroup() {
        String topic = BROKER.topic(1);
        KafkaConsumer<String, String> consumer =
                BROKER.consumer("group.id", BROKER.name("group"), "metadata.max.age.ms", 100);
        try (Member member = new Member(consumer, it -> it.subscribe(List.of(topic)))) {
            awaitShares(1, member);
            SharedBroker.result(BROKER.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all());
            awaitShares(3, member);
        }
    }

    private static Member member(String group, String topic, Class<?> assignor) {
        KafkaConsumer<String, String> consumer =
                BROKER.consumer("group.id", group, "partition.assignment.strategy", List.of(assignor));
        return new Member(consumer, it -> it.subscribe(List.of(topic)));
    }

    private static Member staticMember(String group, String topic, String instance) {
        KafkaConsumer<String, String> consumer = BROKER.consumer("group.id", group, "group.instance.id", instance);
        return new Member(consumer, it -> it.subscribe(List.of(topic)));
    }

    private static void awaitShares(Member... members) {
        awaitShares(PARTITIONS, members);
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

    private static int generation(String group) {
        return SharedBroker.result(
                        BROKER.admin().describeConsumerGroups(List.of(group)).all())
                .get(group)
                .groupEpoch()
                .orElse(-1);
    }

    private static void produce(KafkaProducer<String, String> producer, String topic, int from, int end) {
        for (int i = 0; i < PARTITIONS; i++) {
            Reading.produce(producer, new TopicPartition(topic, i), from, end);
        }
    }
}
