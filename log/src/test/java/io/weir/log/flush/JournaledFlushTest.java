package io.weir.log.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.disk.SimulatedDisk;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes to the journal, and what is forced where it belongs. */
@Timeout(30)
class JournaledFlushTest {

    private static final int LITTLE_BYTES = 300;
    private static final int MUCH_BYTES = 64 << 10;

    private final FakeJournal journal = new FakeJournal();

    @Test
    void aLogThatWaitsAloneWithLittleIsJournaled() {
        FakeLog log = new FakeLog(LITTLE_BYTES);

        flush(log);

        assertThat(journal.passes).containsExactly(1);
        assertThat(log.journaled).hasValue(1);
        assertThat(log.forced).hasValue(0);
    }

    @Test
    void aLogThatWaitsAloneWithMuchIsForced() {
        FakeLog log = new FakeLog(MUCH_BYTES);

        flush(log);

        assertThat(journal.passes).isEmpty();
        assertThat(log.forced).hasValue(1);
    }

    @Test
    void whatGathersWhileTheJournalIsWrittenSharesOnePass() throws InterruptedException {
        // given a pass that is under way
        FakeLog first = new FakeLog(LITTLE_BYTES);
        List<FakeLog> others = List.of(new FakeLog(LITTLE_BYTES), new FakeLog(MUCH_BYTES), new FakeLog(LITTLE_BYTES));
        journal.goOn = new CountDownLatch(1);
        GroupCommitFlusher flusher = new GroupCommitFlusher(new SimulatedDisk(), 2, 100);
        flusher.request(first);
        journal.begun.await();

        // when
        others.forEach(flusher::request);
        others.forEach(flusher::request);
        journal.goOn.countDown();
        flusher.close();

        // then
        assertThat(journal.passes).containsExactly(1, 3);
        assertThat(others).allSatisfy(log -> assertThat(log.journaled).hasValue(1));
    }

    /** Has these written in one pass, which has begun when this returns and goes on when the latch is counted down. */
    private CountDownLatch beginPassOver(List<FakeLog> several, GroupCommitFlusher flusher)
            throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        journal.goOn = first;
        flusher.request(new FakeLog(LITTLE_BYTES));
        journal.begun.await();
        several.forEach(flusher::request);
        CountDownLatch second = new CountDownLatch(1);
        journal.goOn = second;
        first.countDown();
        journal.begunAgain.await();
        return second;
    }

    @Test
    void whatIsAskedForAtOnceDoesNotWaitForOthers() throws InterruptedException {
        // given one that asks during a pass over several, so that the next one is put off for hours
        List<FakeLog> several = List.of(new FakeLog(LITTLE_BYTES), new FakeLog(LITTLE_BYTES));
        FakeLog late = new FakeLog(LITTLE_BYTES);
        FakeLog urgent = new FakeLog(LITTLE_BYTES);
        GroupCommitFlusher flusher = new GroupCommitFlusher(
                new SimulatedDisk(), 2, 100, Duration.ofHours(1).toNanos());
        CountDownLatch second = beginPassOver(several, flusher);
        flusher.request(late);
        second.countDown();

        // when
        flusher.requestNow(urgent);

        // then
        urgent.isServed.await();
        assertThat(urgent.journaled).hasValue(1);
        assertThat(late.journaled).hasValue(1);
        flusher.close();
    }

    @Test
    void whoWritesMuchDoesNotWaitForOthers() throws InterruptedException {
        // given a pass over several, after which the next would be put off for hours
        List<FakeLog> several = List.of(new FakeLog(MUCH_BYTES), new FakeLog(MUCH_BYTES));
        FakeLog late = new FakeLog(LITTLE_BYTES);
        GroupCommitFlusher flusher = new GroupCommitFlusher(
                new SimulatedDisk(), 2, 100, Duration.ofHours(1).toNanos());
        CountDownLatch second = beginPassOver(several, flusher);

        // when
        flusher.request(late);
        second.countDown();

        // then
        late.isServed.await();
        assertThat(late.journaled).hasValue(1);
        flusher.close();
    }

    /** Neither written twice meanwhile, nor forced in vain. */
    @Test
    void whatIsAskedForALogThatIsForcedWaitsForTheEndOfThat() throws InterruptedException {
        // given a force that is under way
        FakeLog log = new FakeLog(MUCH_BYTES);
        log.goOn = new CountDownLatch(1);
        GroupCommitFlusher flusher = new GroupCommitFlusher(new SimulatedDisk(), 2, 100);
        log.asked.incrementAndGet();
        flusher.request(log);
        log.begun.await();

        // when
        for (int i = 0; i < 10; i++) {
            log.asked.incrementAndGet();
            flusher.request(log);
        }
        FakeLog other = new FakeLog(LITTLE_BYTES);
        flusher.request(other);
        journal.begun.await();
        log.goOn.countDown();
        flusher.close();

        // then the other log did not wait
        assertThat(journal.passes).containsExactly(1);
        assertThat(log.journaled).hasValue(0);
        assertThat(log.forced).hasValue(2);
        assertThat(log.served).hasValue(11);
    }

    /** Passes that serve many are kept apart; closing serves all the same. */
    @Test
    void everyRequestIsServedWhateverThePassesGather() {
        List<FakeLog> logs = List.of(new FakeLog(LITTLE_BYTES), new FakeLog(LITTLE_BYTES), new FakeLog(LITTLE_BYTES));
        GroupCommitFlusher flusher = new GroupCommitFlusher(new SimulatedDisk(), 2, 100);

        for (int i = 0; i < 300; i++) {
            FakeLog log = logs.get(i % logs.size());
            log.asked.incrementAndGet();
            flusher.request(log);
        }
        flusher.close();

        assertThat(logs).allSatisfy(log -> assertThat(log.served).hasValue(log.asked.get()));
    }

    private void flush(FakeLog log) {
        GroupCommitFlusher flusher = new GroupCommitFlusher(new SimulatedDisk(), 2, 100);
        flusher.request(log);
        flusher.close();
    }

    private static final class FakeJournal implements SharedJournal {

        private final ConcurrentLinkedQueue<Integer> passes = new ConcurrentLinkedQueue<>();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch begunAgain = new CountDownLatch(2);
        private volatile CountDownLatch goOn = new CountDownLatch(0);

        @Override
        public Written write(List<TailPass> tails) {
            CountDownLatch mayGoOn = goOn;
            passes.add(tails.size());
            begun.countDown();
            begunAgain.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Written(tails, List.of());
        }

        @Override
        public long firstSegment(Flushable log) {
            return Long.MAX_VALUE;
        }

        @Override
        public void forget(Flushable log) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void drop(Flushable log) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forced(Flushable log) {
            // Forcing is counted by the log.
        }
    }

    private final class FakeLog implements Flushable {

        private final int tailBytes;
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicInteger journaled = new AtomicInteger();
        private final AtomicInteger forced = new AtomicInteger();
        private final CountDownLatch isServed = new CountDownLatch(1);
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile CountDownLatch goOn = new CountDownLatch(0);

        FakeLog(int tailBytes) {
            this.tailBytes = tailBytes;
        }

        @Override
        public Optional<TailPass> beginTail() {
            return Optional.of(new FakeTail(this, asked.get()));
        }

        @Override
        public Pass beginFlush() {
            int covered = asked.get();
            return new Pass() {
                @Override
                public void force() throws IOException {
                    forced.incrementAndGet();
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }

                @Override
                public void complete() {
                    served.accumulateAndGet(covered, Math::max);
                }
            };
        }

        @Override
        public LogId id() {
            return new LogId("topic-0", Uuid.ONE);
        }

        @Override
        public Path directory() {
            return Path.of("/");
        }

        @Override
        public SharedJournal journal() {
            return journal;
        }

        @Override
        public long forcedOffset() {
            return 0;
        }

        @Override
        public void flushFailed(IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private record FakeTail(FakeLog log, int covered) implements TailPass {

        @Override
        public long segment() {
            return 0;
        }

        @Override
        public int position() {
            return 0;
        }

        @Override
        public int sizeBytes() {
            return log.tailBytes;
        }

        @Override
        public long endOffset() {
            return covered;
        }

        @Override
        public void read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isVoid() {
            return false;
        }

        @Override
        public void complete() {
            log.journaled.incrementAndGet();
            log.served.accumulateAndGet(covered, Math::max);
            log.isServed.countDown();
        }
    }
}
