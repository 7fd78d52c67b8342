package io.weir.coordination.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CoordinatorRuntimeTest {

    private static final int PARTITION = 7;
    private static final int WRITE_TIMEOUT_MS = 5_000;

    private final SimulatedTime time = new SimulatedTime();
    private final FakeLog log = new FakeLog(time);
    private final CoordinatorRuntime<CountingMachine, String> runtime =
            new CoordinatorRuntime<>("__test", CountingMachine::new, time, time, WRITE_TIMEOUT_MS);

    @Test
    void anAnswerWaitsUntilItsRecordIsCommitted() {
        given_a_loaded_shard();
        log.commitDelayMs(50);

        CompletableFuture<Long> answer = runtime.ask(PARTITION, CountingMachine.add(5));
        time.pass(49);

        assertThat(answer).isNotDone();
        time.pass(1);
        assertThat(answer).isCompletedWithValue(5L);
    }

    @Test
    void aReadSeesWhatIsWrittenAndWaitsForItsCommit() {
        given_a_loaded_shard();
        log.commitDelayMs(50);
        tell(CountingMachine.add(5));

        CompletableFuture<Long> read = ask(CountingMachine.sum());

        assertThat(read).isNotDone();
        time.pass(50);
        assertThat(read).isCompletedWithValue(5L);
        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(5L);
    }

    @Test
    void whoWaitsForAWriteThatTakesTooLongIsToldToTryAgainAndTheMachineGoesOn() {
        given_a_loaded_shard();
        log.commitDelayMs(60_000);
        CompletableFuture<Long> first = runtime.ask(PARTITION, CountingMachine.add(5));
        time.pass(2_000);
        CompletableFuture<Long> second = runtime.ask(PARTITION, CountingMachine.add(6));

        time.pass(2_999);
        assertThat(first).isNotDone();
        time.pass(1);
        assertThat(errorOf(first)).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(second).isNotDone();
        CompletableFuture<Long> read = runtime.ask(PARTITION, CountingMachine.sum());
        time.pass(2_000);
        assertThat(errorOf(second)).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        time.pass(3_000);
        assertThat(errorOf(read)).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);

        log.commitDelayMs(0);
        time.pass(60_000);
        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(11L);
        assertThat(log.replays()).isEqualTo(1);
    }

    @Test
    void requestsThatQueueUpShareABatch() {
        given_a_loaded_shard();

        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(runtime.ask(PARTITION, CountingMachine.add(1)));
        }
        time.settle();

        assertThat(answers.getLast()).isCompletedWithValue(100L);
        assertThat(log.batchCount()).isEqualTo(1);
        assertThat(log.records()).hasSize(100);
    }

    @Test
    void aBatchIsNeverLargerThanTheLogTakes() {
        given_a_loaded_shard();
        log.maxBatchBytes(4_000);

        for (int i = 0; i < 10; i++) {
            var _ = runtime.ask(PARTITION, CountingMachine.addPadded(1, 1_000));
        }
        time.settle();

        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(10L);
        assertThat(log.batchCount()).isEqualTo(4);
    }

    @Test
    void aStepThatFitsIntoABatchIsInTheLogAsAWholeOrNotAtAll() {
        given_a_loaded_shard();
        log.maxBatchBytes(4_000);
        Iterator<FakeLog.Fate> fates = List.of(FakeLog.Fate.COMMITTED).iterator();
        log.fates(() -> fates.hasNext() ? fates.next() : FakeLog.Fate.REFUSED);

        var _ = runtime.ask(PARTITION, CountingMachine.addPadded(1, 2_500));
        var _ = runtime.ask(PARTITION, CountingMachine.addBoth(10, 20, 1_000));
        time.pass(1_000);

        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(1L);
    }

    @Test
    void aStepThatFitsIntoNoBatchIsWrittenInSeveral() {
        given_a_loaded_shard();
        log.maxBatchBytes(4_000);

        tell(CountingMachine.addBoth(10, 20, 3_000));

        assertThat(log.batchCount()).isEqualTo(2);
        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(30L);
    }

    @Test
    void aShardThatIsLoadingSaysSo() {
        log.replayDelayMs(1_000);
        runtime.elected(PARTITION, 1, log.lead());

        CompletableFuture<Long> answer = ask(CountingMachine.sum());

        assertThat(errorOf(answer)).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
    }

    @Test
    void aPartitionLedElsewhereIsNotAnswered() {
        assertThat(errorOf(ask(CountingMachine.sum()))).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void theStateComesBackFromTheLog() {
        given_a_loaded_shard();
        tell(CountingMachine.add(5));
        tell(CountingMachine.add(6));

        runtime.resigned(PARTITION, 1);
        runtime.elected(PARTITION, 2, log.lead());
        time.settle();

        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(11L);
    }

    /** The real log takes what anybody appends as long as this node leads, in whichever epoch. */
    @Test
    void aShardIsLoadedWhenTheOneBeforeItAppendsNoMore() {
        Deque<Runnable> bursts = new ArrayDeque<>();
        CoordinatorLog shared = log.lead();
        CoordinatorRuntime<CountingMachine, String> slow =
                new CoordinatorRuntime<>("__test", CountingMachine::new, time, bursts::addFirst, WRITE_TIMEOUT_MS);
        slow.elected(PARTITION, 1, shared);
        runNewestFirst(bursts);
        CompletableFuture<Long> added = slow.ask(PARTITION, CountingMachine.add(5));

        slow.elected(PARTITION, 2, shared);
        runNewestFirst(bursts);

        CompletableFuture<Long> sum = slow.ask(PARTITION, CountingMachine.sum());
        runNewestFirst(bursts);
        assertThat(errorOf(added)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(sum).isCompletedWithValue(0L);
        assertThat(log.records()).isEmpty();
    }

    private void runNewestFirst(Deque<Runnable> bursts) {
        do {
            while (!bursts.isEmpty()) {
                bursts.poll().run();
            }
            time.settle();
        } while (!bursts.isEmpty());
    }

    @Test
    void whenAnAppendFailsTheUncommittedStateIsDropped() {
        given_a_loaded_shard();
        tell(CountingMachine.add(5));
        log.commitDelayMs(10);
        log.failAppends(true);

        CompletableFuture<Long> failed = ask(CountingMachine.add(100));
        CompletableFuture<Long> behindIt = ask(CountingMachine.add(1_000));
        CompletableFuture<Long> read = ask(CountingMachine.sum());
        time.pass(5);
        log.failAppends(false);
        time.pass(1_000);

        assertThat(errorOf(failed)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(errorOf(behindIt)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(errorOf(read)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(5L);
    }

    @Test
    void nothingIsWrittenBehindABatchThatWasRefused() {
        given_a_loaded_shard();
        log.maxBatchBytes(2_000);
        log.refuseOnTheSpot(1);

        for (int i = 0; i < 5; i++) {
            var _ = runtime.ask(PARTITION, CountingMachine.addPadded(1, 1_500));
        }
        time.pass(1_000);

        assertThat(log.batchCount()).isZero();
        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(0L);
    }

    @Test
    void aStepThatThrowsCostsItsShardAReload() {
        given_a_loaded_shard();
        tell(CountingMachine.add(5));

        CompletableFuture<Long> bystander = ask(CountingMachine.neverAnswered());

        CompletableFuture<Long> failed = ask(CountingMachine.addAndFail(100));

        assertThat(errorOf(failed)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(errorOf(bystander)).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
        assertThat(errorOf(ask(CountingMachine.sum()))).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        time.pass(1_000);
        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(5L);
    }

    @Test
    void aLoadThatFailsIsTriedAgain() {
        log.failReplays(2);
        runtime.elected(PARTITION, 1, log.lead());
        time.settle();
        assertThat(errorOf(ask(CountingMachine.sum()))).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);

        time.pass(2_000);

        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(0L);
        assertThat(log.replays()).isEqualTo(3);
    }

    @Test
    void aShardThatIsLedElsewhereBeforeItIsLoadedSaysSoWithoutATrace() {
        // given
        Logger logger = (Logger) LoggerFactory.getLogger(CoordinatorShard.class);
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        logger.setLevel(Level.INFO);
        log.loseReplays(1);

        // when
        try {
            runtime.elected(PARTITION, 1, log.lead());
            time.settle();
        } finally {
            logger.detachAppender(events);
            logger.setLevel(before);
        }

        // then
        assertThat(events.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("__test-7").contains("another leads");
            assertThat(event.getThrowableProxy()).isNull();
        });
    }

    @Test
    void whoWaitsWhenTheShardGoesIsSentElsewhere() {
        given_a_loaded_shard();
        log.commitDelayMs(10);
        CompletableFuture<Long> parked = ask(CountingMachine.neverAnswered());
        CompletableFuture<Long> uncommitted = ask(CountingMachine.add(5));

        runtime.resigned(PARTITION, 2);
        time.pass(20);

        assertThat(errorOf(parked)).isEqualTo(ErrorCode.NOT_COORDINATOR);
        assertThat(errorOf(uncommitted)).isEqualTo(ErrorCode.NOT_COORDINATOR);
    }

    @Test
    void anOlderEpochChangesNothing() {
        runtime.elected(PARTITION, 5, log.lead());
        time.settle();
        tell(CountingMachine.add(5));

        runtime.elected(PARTITION, 4, new FakeLog(time).lead());
        runtime.resigned(PARTITION, 4);
        time.settle();

        assertThat(ask(CountingMachine.sum())).isCompletedWithValue(5L);
    }

    @Test
    void aClosedRuntimeIsNotAvailable() {
        given_a_loaded_shard();

        runtime.close();
        runtime.elected(PARTITION, 2, log.lead());
        time.settle();

        assertThat(errorOf(ask(CountingMachine.sum()))).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    }

    @Test
    void timersFireInOrderAndStartAnew() {
        given_a_loaded_shard();
        tell(CountingMachine.schedule("a", 100, "first a"));
        tell(CountingMachine.schedule("b", 50, "b"));
        tell(CountingMachine.schedule("gone", 60, "never"));
        tell(CountingMachine.cancel("gone"));
        time.pass(40);
        tell(CountingMachine.schedule("a", 100, "second a"));

        time.pass(99);
        assertThat(ask(CountingMachine.timersSeen())).isCompletedWithValue(List.of("b"));

        time.pass(1);
        assertThat(ask(CountingMachine.timersSeen())).isCompletedWithValue(List.of("b", "second a"));
    }

    @Test
    void aTimerMayCancelAnotherThatIsDueAtTheSameTime() {
        given_a_loaded_shard();
        tell(CountingMachine.schedule("a", 100, "cancels b"));
        tell(CountingMachine.schedule("b", 100, "b"));

        time.pass(100);

        assertThat(ask(CountingMachine.timersSeen())).isCompletedWithValue(List.of("cancels b"));
    }

    private void given_a_loaded_shard() {
        runtime.elected(PARTITION, 1, log.lead());
        time.settle();
    }

    private <R> CompletableFuture<R> ask(Request<CountingMachine, String, R> request) {
        CompletableFuture<R> answer = runtime.ask(PARTITION, request);
        time.settle();
        return answer;
    }

    private void tell(Request<CountingMachine, String, ?> request) {
        var _ = ask(request);
    }

    private static ErrorCode errorOf(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        return CoordinatorException.errorOf(answer.exceptionNow());
    }
}
