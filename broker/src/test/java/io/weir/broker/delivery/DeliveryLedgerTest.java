package io.weir.broker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryLedgerTest {

    private static final DeliveryLimits LIMITS = new DeliveryLimits(100, 5, 1_000, true);

    private final DeliveryLedger ledger = new DeliveryLedger(0, List.of());
    private long nowMs;

    @Test
    void recordsAreGivenUpToTheEndOfABatch() {
        assertThat(acquire("a", 5, span(0, 2), span(3, 9), span(10, 19))).containsExactly(new Acquired(0, 9, 1));
        assertThat(ledger.nextFetchOffset()).isEqualTo(10);
    }

    @Test
    void recordsAreGivenExactlyWhereThatIsAskedFor() {
        Demand exact = new Demand("a", 5, 100, true, nowMs);

        assertThat(ledger.acquire(exact, LIMITS, 0, List.of(span(0, 9))).acquired())
                .containsExactly(new Acquired(0, 4, 1));
        assertThat(ledger.acquire(exact, LIMITS, 5, List.of(span(0, 9))).acquired())
                .containsExactly(new Acquired(5, 9, 1));
    }

    @Test
    void whatIsAcquiredIsDividedIntoPartsOfTheSizeAskedFor() {
        Demand demand = new Demand("a", 50, 4, false, nowMs);

        assertThat(ledger.acquire(demand, LIMITS, 0, List.of(span(0, 4), span(5, 6), span(7, 12), span(13, 14)))
                        .acquired())
                .containsExactly(new Acquired(0, 4, 1), new Acquired(5, 12, 1), new Acquired(13, 14, 1));
    }

    @Test
    void markersAndGapsAreForNobody() {
        Span marker = new Span(5, 5, false);

        assertThat(acquire("a", 50, span(0, 4), marker, span(8, 9)))
                .containsExactly(new Acquired(0, 4, 1), new Acquired(8, 9, 1));
        acknowledge("a", 0, 4, Acknowledgement.Type.ACCEPT);
        assertThat(ledger.startOffset()).isEqualTo(8);
    }

    @Test
    void noMoreThanSoManyAreUnderWay() {
        acquire("a", 500, span(0, 99));
        assertThat(ledger.canAcquire(LIMITS)).isFalse();

        acknowledge("a", 50, 59, Acknowledgement.Type.RELEASE);

        assertThat(ledger.canAcquire(LIMITS)).isTrue();
        assertThat(ledger.acquire(
                                new Demand("b", 500, 500, false, nowMs),
                                LIMITS,
                                50,
                                List.of(span(0, 99), span(100, 120)))
                        .acquired())
                .containsExactly(new Acquired(50, 59, 2));
    }

    @Test
    void onlyWhoHasARecordMaySayWhatBecomesOfIt() {
        acquire("a", 10, span(0, 9));

        assertThat(say("b", 0, 9, Acknowledgement.Type.ACCEPT).error()).isEqualTo(ErrorCode.INVALID_RECORD_STATE);
        assertThat(say("a", 0, 10, Acknowledgement.Type.ACCEPT).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        Acknowledged first = say("a", 0, 9, Acknowledgement.Type.ACCEPT);
        assertThat(first.error()).isEqualTo(ErrorCode.NONE);
        assertThat(say("a", 3, 3, Acknowledgement.Type.ACCEPT).error()).isEqualTo(ErrorCode.INVALID_RECORD_STATE);
        ledger.settled(first.write().orElseThrow().number(), true);
        assertThat(say("a", 3, 3, Acknowledgement.Type.ACCEPT).error()).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void whatCannotBeWrittenHasNotHappened() {
        acquire("a", 10, span(0, 9));
        Acknowledged said = say("a", 0, 9, Acknowledgement.Type.ACCEPT);

        ledger.settled(said.write().orElseThrow().number(), false);

        assertThat(ledger.startOffset()).isZero();
        acknowledge("a", 0, 9, Acknowledgement.Type.ACCEPT);
        assertThat(ledger.startOffset()).isEqualTo(10);
    }

    @Test
    void locksRunOutUnlessTheyAreRenewed() {
        acquire("a", 10, span(0, 9));
        nowMs = 900;
        assertThat(say("a", 0, 4, Acknowledgement.Type.RENEW).write()).isEmpty();
        assertThat(ledger.nextDeadlineMs()).hasValue(1_000);

        nowMs = 1_000;
        Write write = ledger.expire(LIMITS, nowMs).orElseThrow();

        assertThat(write.changes()).containsExactly(new Write.Changed(5, 9, RecordState.AVAILABLE, 1));
        assertThat(ledger.nextDeadlineMs()).hasValue(1_900);
        assertThat(ledger.nextFetchOffset()).isEqualTo(5);
    }

    @Test
    void renewingIsRefusedWhereTheGroupDoesNotAllowIt() {
        acquire("a", 1, span(0, 0));
        DeliveryLimits strict = new DeliveryLimits(100, 5, 1_000, false);

        assertThat(ledger.acknowledge("a", List.of(said(0, 0, Acknowledgement.Type.RENEW)), strict, nowMs)
                        .error())
                .isEqualTo(ErrorCode.INVALID_RECORD_STATE);
    }

    @Test
    void whatWasDeliveredOftenIsDeliveredInSmallerPartsAndAtLastAlone() {
        acquire("a", 8, span(0, 7));
        for (int deliveries = 2; deliveries <= 3; deliveries++) {
            acknowledge("a", 0, 7, Acknowledgement.Type.RELEASE);
            assertThat(acquire("a", 100, span(0, 7))).containsExactly(new Acquired(0, 7, deliveries));
        }
        acknowledge("a", 0, 7, Acknowledgement.Type.RELEASE);

        assertThat(acquire("a", 100, span(0, 7), span(8, 20))).containsExactly(new Acquired(0, 3, 4));
        assertThat(acquire("b", 100, span(0, 7), span(8, 20))).containsExactly(new Acquired(4, 7, 4));
        acknowledge("a", 0, 3, Acknowledgement.Type.RELEASE);
        assertThat(acquire("a", 100, span(0, 7), span(8, 20))).containsExactly(new Acquired(0, 0, 5));
        acknowledge("a", 0, 0, Acknowledgement.Type.RELEASE);
        assertThat(ledger.startOffset()).isEqualTo(1);
    }

    @Test
    void whatIsDeletedFromTheLogIsNotWaitedForAndSayingSomethingOfItHarmsNobody() {
        acquire("a", 10, span(0, 9));

        ledger.logStartsAt(5);

        assertThat(ledger.startOffset()).isEqualTo(5);
        assertThat(say("a", 0, 4, Acknowledgement.Type.ACCEPT).error()).isEqualTo(ErrorCode.NONE);
        acknowledge("a", 0, 9, Acknowledgement.Type.ACCEPT);
        assertThat(ledger.startOffset()).isEqualTo(10);
    }

    @Test
    void whatIsWrittenDownIsTakenUpAndWhatLiesBetweenIsDeliveredAgain() {
        DeliveryLedger loaded = new DeliveryLedger(
                10,
                List.of(
                        DeliveryLedger.known(10, 12, RecordState.ACKNOWLEDGED.code(), 1),
                        DeliveryLedger.known(15, 16, RecordState.AVAILABLE.code(), 3),
                        DeliveryLedger.known(20, 22, RecordState.ARCHIVED.code(), 5)));

        assertThat(loaded.startOffset()).isEqualTo(13);
        assertThat(loaded.nextFetchOffset()).isEqualTo(13);
        assertThat(loaded.acquire(new Demand("a", 100, 100, false, 0), LIMITS, 13, List.of(span(10, 14)))
                        .acquired())
                .containsExactly(new Acquired(13, 14, 1));
        assertThat(loaded.acquire(new Demand("a", 100, 100, false, 0), LIMITS, 15, List.of(span(15, 25)))
                        .acquired())
                .containsExactly(new Acquired(15, 15, 4));
    }

    @Test
    void typesMayDifferFromRecordToRecord() {
        acquire("a", 4, span(0, 3));
        Acknowledged said = ledger.acknowledge(
                "a",
                List.of(new Acknowledgement(0, 3, List.of((byte) 1, (byte) 2, (byte) 3, (byte) 0))),
                LIMITS,
                nowMs);

        assertThat(said.write().orElseThrow().changes())
                .extracting(Write.Changed::state)
                .containsExactly(
                        RecordState.ACKNOWLEDGED, RecordState.AVAILABLE, RecordState.ARCHIVED, RecordState.ARCHIVED);
        assertThat(said.write().orElseThrow().deliveryCompleteCount()).isEqualTo(3);
    }

    private List<Acquired> acquire(String member, int records, Span... spans) {
        return ledger.acquire(
                        new Demand(member, records, 1_000, false, nowMs),
                        LIMITS,
                        ledger.nextFetchOffset(),
                        List.of(spans))
                .acquired();
    }

    private Acknowledged say(String member, long first, long last, Acknowledgement.Type type) {
        return ledger.acknowledge(member, List.of(said(first, last, type)), LIMITS, nowMs);
    }

    private void acknowledge(String member, long first, long last, Acknowledgement.Type type) {
        Acknowledged acknowledged = say(member, first, last, type);
        assertThat(acknowledged.error()).isEqualTo(ErrorCode.NONE);
        Optional<Write> write = acknowledged.write();
        write.ifPresent(of -> ledger.settled(of.number(), true));
    }

    private static Acknowledgement said(long first, long last, Acknowledgement.Type type) {
        return new Acknowledgement(first, last, List.of(type.code()));
    }

    private static Span span(long first, long last) {
        return new Span(first, last, true);
    }
}
