package io.weir.simulation.check;

import static io.weir.simulation.check.GoodHistory.IN;
import static io.weir.simulation.check.GoodHistory.OTHER;
import static io.weir.simulation.check.GoodHistory.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Seen;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Each anomaly, put once into a history that is good without it, is found, and nothing else. */
class CheckerTest {

    private final GoodHistory history = new GoodHistory();

    @Test
    void aGoodHistoryHasNoAnomaly() {
        assertThat(history.anomalies()).isEmpty();
    }

    @Test
    void aLostWriteIsFound() {
        history.with(isAck("i1"), new Event.Acked("i4", 9))
                .with(isAck("i1"), new Event.Sent("other", IN, "i4", Event.NONE, Event.NONE));

        assertOnly(Anomaly.Kind.LOST_WRITE);
    }

    @Test
    void aLostWriteOfACommittedTransactionIsFoundThoughItWasNotAcknowledged() {
        history.with(isAck("c1"), new Event.Sent("other", OUT, "c9", "t9", Event.NONE))
                .with(isAck("c1"), new Event.Ended("t9", true));

        assertOnly(Anomaly.Kind.LOST_WRITE);
    }

    @Test
    void anInputWithoutACopyIsFound() {
        history.contents(OUT, _ -> List.of())
                .contents(OTHER, _ -> List.of())
                .changed(new Event.Ended("t1", true), new Event.Positioned("nobody"))
                .without(event -> event instanceof Event.Fetched);

        assertThat(history.anomalies()).extracting(Anomaly::kind).containsOnly(Anomaly.Kind.LOST_WRITE);
        assertThat(history.anomalies()).hasSize(4);
    }

    @Test
    void anAbortedReadIsFound() {
        history.with(CheckerTest::isPositioned, new Event.Polled("late", List.of(new Seen(OUT, 2, "gone"))));

        assertOnly(Anomaly.Kind.ABORTED_READ);
    }

    @Test
    void aReadOfWhatNobodyAskedToCommitIsFound() {
        history.with(CheckerTest::isPositioned, new Event.Polled("late", List.of(new Seen(OUT, 3, "left"))));

        assertOnly(Anomaly.Kind.ABORTED_READ);
    }

    @Test
    void aReadOfWhatNobodyWroteIsFound() {
        history.with(CheckerTest::isPositioned, new Event.Polled("late", List.of(new Seen(OUT, 3, "phantom"))));

        assertOnly(Anomaly.Kind.ABORTED_READ);
    }

    @Test
    void aTornTransactionIsFoundThoughNobodyWasToldOfItsEnd() {
        history.with(isAck("i3"), new Event.Sent("torn", OUT, "half-1", "t9", Event.NONE))
                .with(isAck("i3"), new Event.Sent("torn", OTHER, "half-2", "t9", Event.NONE))
                .with(isAck("i3"), new Event.Ending("t9", true))
                .contents(OTHER, records -> with(records, new Seen(OTHER, 9, "half-2")));

        assertOnly(Anomaly.Kind.TORN_TRANSACTION);
    }

    @Test
    void aTransactionWithoutItsOffsetsIsFound() {
        history.changed(new Event.Fetched("group", IN, 4), new Event.Fetched("group", IN, 2));

        assertOnly(Anomaly.Kind.TORN_TRANSACTION);
    }

    @Test
    void aDuplicateIsFound() {
        history.contents(IN, records -> with(records, new Seen(IN, 9, "i3")));

        assertThat(history.anomalies())
                .extracting(Anomaly::kind)
                // There twice, it has one copy for two inputs.
                .contains(Anomaly.Kind.DUPLICATE)
                .containsOnly(Anomaly.Kind.DUPLICATE);
    }

    @Test
    void aSecondCopyIsFound() {
        history.with(isAck("i3"), new Event.Ended("t9", true))
                .with(isAck("i3"), new Event.Ending("t9", true))
                .with(isAck("i3"), new Event.Sent("other", OTHER, "again", "t9", "i1"))
                .contents(OTHER, records -> with(records, new Seen(OTHER, 9, "again")));

        assertOnly(Anomaly.Kind.DUPLICATE);
    }

    @Test
    void aReaderThatGoesBackIsFound() {
        history.without(CheckerTest::isPositioned);

        assertOnly(Anomaly.Kind.NON_MONOTONIC_POLL);
    }

    @Test
    void aReaderThatSkipsARecordIsFound() {
        history.with(
                CheckerTest::isPositioned,
                new Event.Polled("late", List.of(new Seen(IN, 0, "i0"), new Seen(IN, 2, "i2"), new Seen(IN, 3, "i3"))));

        assertOnly(Anomaly.Kind.SKIPPED_POLL);
    }

    @Test
    void sendsInTheOtherOrderAreFound() {
        history.changed(new Event.Acked("i2", 2), new Event.Acked("i2", 3))
                .changed(new Event.Acked("i3", 3), new Event.Acked("i3", 2))
                .contents(IN, records -> {
                    records.set(2, new Seen(IN, 2, "i3"));
                    records.set(3, new Seen(IN, 3, "i2"));
                    return records;
                });

        assertOnly(Anomaly.Kind.NON_MONOTONIC_SEND);
    }

    @Test
    void twoValuesAtOneOffsetAreFound() {
        history.with(isAck("i3"), new Event.Polled("late", List.of(new Seen(OUT, 0, "flicker"))))
                .with(isAck("i3"), new Event.Ending("t9", true))
                .with(isAck("i3"), new Event.Sent("other", OUT, "flicker", "t9", Event.NONE));

        assertOnly(Anomaly.Kind.INCONSISTENT_OFFSET);
    }

    @Test
    void aValueThatIsNotWhereItsAckSaidIsFound() {
        history.changed(new Event.Acked("i3", 3), new Event.Acked("i3", 4));

        assertOnly(Anomaly.Kind.INCONSISTENT_OFFSET);
    }

    @Test
    void aReadBeforeTheCommitWasAskedForIsFound() {
        history.with(isAck("c1"), new Event.Polled("early", List.of(new Seen(OUT, 0, "c0"))));

        assertOnly(Anomaly.Kind.PRECOMMITTED_READ);
    }

    @Test
    void anAbortedGroupOffsetIsFound() {
        history.changed(new Event.Fetched("group", IN, 4), new Event.Fetched("group", IN, 7));

        assertOnly(Anomaly.Kind.WRONG_GROUP_OFFSET);
    }

    @Test
    void aLostGroupOffsetIsFound() {
        history.with(isAck("i3"), new Event.Ended("plain", true))
                .with(isAck("i3"), new Event.Ending("plain", true))
                .with(isAck("i3"), new Event.Committing("plain", "other", IN, 3))
                .with(isAck("i3"), new Event.Committing("before", "other", IN, 1))
                .with(isAck("i3"), new Event.Ending("before", true))
                .with(CheckerTest::isPositioned, new Event.Fetched("other", IN, 1));

        assertOnly(Anomaly.Kind.WRONG_GROUP_OFFSET);
    }

    private void assertOnly(Anomaly.Kind kind) {
        assertThat(history.anomalies())
                .singleElement()
                .extracting(Anomaly::kind)
                .isEqualTo(kind);
    }

    private static Predicate<Event> isAck(String value) {
        return event -> event instanceof Event.Acked acked && acked.value().equals(value);
    }

    private static boolean isPositioned(Event event) {
        return event instanceof Event.Positioned;
    }

    private static List<Seen> with(List<Seen> records, Seen more) {
        records.add(more);
        return records;
    }
}
