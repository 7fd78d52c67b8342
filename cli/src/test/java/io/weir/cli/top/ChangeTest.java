package io.weir.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.cli.group.GroupLag;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class ChangeTest {

    private static final TopicPartition ZERO = new TopicPartition("orders", 0);
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition QUIET = new TopicPartition("quiet", 0);

    @Test
    void countsRecordsASecond() {
        // given two looks, two seconds apart
        Change change = change(
                Map.of(ZERO, place(1, 100), ONE, place(2, 10), QUIET, place(1, 7)),
                Map.of(ZERO, place(1, 300), ONE, place(2, 20), QUIET, place(1, 7)));

        // then
        assertThat(change.topics())
                .extracting(Change.TopicRate::topic, Change.TopicRate::rate, Change.TopicRate::partitions)
                .containsExactly(tuple("orders", 105.0, 2), tuple("quiet", 0.0, 1));
        assertThat(change.hot(5))
                .extracting(Change.PartitionRate::partition, Change.PartitionRate::rate)
                .containsExactly(tuple(ZERO, 100.0), tuple(ONE, 5.0));
        assertThat(change.brokers())
                .containsExactly(
                        new Change.BrokerRate(1, 2, 100),
                        new Change.BrokerRate(2, 1, 5),
                        new Change.BrokerRate(3, 0, 0));
        assertThat(change.total()).isEqualTo(105);
    }

    @Test
    void countsNothingWhereAnEndIsNotKnownOrWentBack() {
        // given: one had no leader, one has none now, one was deleted and made anew
        Change change = change(
                Map.of(ZERO, place(Sample.UNKNOWN, Sample.UNKNOWN), ONE, place(1, 50), QUIET, place(1, 900)),
                Map.of(ZERO, place(1, 1000), ONE, place(Sample.UNKNOWN, Sample.UNKNOWN), QUIET, place(1, 3)));

        // then
        assertThat(change.total()).isZero();
        assertThat(change.hot(5)).isEmpty();
        assertThat(change.offline()).isOne();
    }

    @Test
    void tellsHowFastAGroupFallsBehind() {
        // given
        Sample before = new Sample(0, List.of(), Map.of(), Map.of("billing", lag(10)));
        Sample after = new Sample(2_000_000_000, List.of(), Map.of(), Map.of("billing", lag(50)));

        // then
        assertThat(new Change(before, after).groups()).containsExactly(new Change.GroupRate(lag(50), 20));
    }

    private static Change change(Map<TopicPartition, Sample.Place> before, Map<TopicPartition, Sample.Place> after) {
        return new Change(
                new Sample(0, List.of(1, 2, 3), before, Map.of()),
                new Sample(2_000_000_000, List.of(1, 2, 3), after, Map.of()));
    }

    private static Sample.Place place(int leader, long end) {
        return new Sample.Place(leader, end);
    }

    private static GroupLag lag(long lag) {
        return new GroupLag("billing", "Stable", lag, 1, "orders-0", lag);
    }
}
