package io.weir.log.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.disk.SimulatedDisk;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupCommitFlusherTest {

    private final SimulatedDisk disk = new SimulatedDisk();

    @Test
    void servesWhatGathersDuringAFlushWithOneFlush() throws InterruptedException {
        // given a flush that is under way
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 2, 100);
        CountDownLatch flushing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeLog log = new FakeLog(flushing, goOn);
        flusher.request(log);
        flushing.await();

        // when
        for (int i = 0; i < 1000; i++) {
            flusher.request(log);
        }
        goOn.countDown();
        flusher.close();

        // then
        // A log without a journal may be asked again before it is found out that it has to be forced.
        assertThat(log.passes.get()).isBetween(2, 3);
        assertThat(log.completed).hasValue(log.passes.get());
        assertThat(log.failed).hasValue(0);
    }

    @Test
    void flushesManyLogsTogether() throws InterruptedException {
        // given a flush that is under way
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 10);
        CountDownLatch flushing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        flusher.request(new FakeLog(flushing, goOn));
        flushing.await();
        List<FakeLog> logs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            logs.add(new FakeLog(new CountDownLatch(0), new CountDownLatch(0)));
        }

        // when
        logs.forEach(flusher::request);
        goOn.countDown();
        flusher.close();

        // then
        assertThat(logs).allSatisfy(log -> {
            assertThat(log.completed).hasValue(1);
            assertThat(log.forced).hasValue(0);
        });
    }

    @Test
    void flushesWhatNobodyWaitsForALittleLaterAndForAllRequestsUntilThen() throws InterruptedException {
        // given
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 2, 100);
        CountDownLatch flushing = new CountDownLatch(1);
        FakeLog log = new FakeLog(flushing, new CountDownLatch(0));

        // when
        for (int i = 0; i < 1000; i++) {
            flusher.requestLater(log);
        }

        // then: nobody has to ask again
        flushing.await();
        flusher.close();
        assertThat(log.passes.get()).isLessThan(100);
        assertThat(log.completed).hasValue(log.passes.get());
    }

    @Test
    void flushesWhatWasPutOffBeforeItCloses() {
        // given
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 10);
        FakeLog log = new FakeLog(new CountDownLatch(0), new CountDownLatch(0));

        // when
        flusher.requestLater(log);
        flusher.close();

        // then
        assertThat(log.completed).hasValue(1);
    }

    @Test
    void tellsALogThatItsFlushFailed() {
        // given
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 10);
        FakeLog log = new FakeLog(new CountDownLatch(0), new CountDownLatch(0));
        log.fails = true;

        // when
        flusher.request(log);
        flusher.close();

        // then
        assertThat(log.failed).hasValue(1);
        assertThat(log.completed).hasValue(0);
    }

    @Test
    void goesOnWithTheOthersWhateverALogThrows() {
        // given
        GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, 10);
        FakeLog broken = new FakeLog(new CountDownLatch(0), new CountDownLatch(0));
        broken.error = new StackOverflowError("in a test");
        FakeLog sound = new FakeLog(new CountDownLatch(0), new CountDownLatch(0));

        // when
        flusher.request(broken);
        flusher.request(sound);
        flusher.close();

        // then
        assertThat(broken.failed).hasValue(1);
        assertThat(sound.completed).hasValue(1);
    }

    private static final class FakeLog implements Flushable {

        private final CountDownLatch flushing;
        private final CountDownLatch goOn;
        private final AtomicInteger passes = new AtomicInteger();
        private final AtomicInteger forced = new AtomicInteger();
        private final AtomicInteger completed = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile boolean fails;
        private volatile @Nullable Error error;

        FakeLog(CountDownLatch flushing, CountDownLatch goOn) {
            this.flushing = flushing;
            this.goOn = goOn;
        }

        @Override
        public Pass beginFlush() {
            passes.incrementAndGet();
            flushing.countDown();
            Error thrown = error;
            if (thrown != null) {
                throw thrown;
            }
            return new Pass() {
                @Override
                public void force() throws IOException {
                    forced.incrementAndGet();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    if (fails) {
                        throw new IOException("the disk is broken");
                    }
                }

                @Override
                public void complete() {
                    completed.incrementAndGet();
                }
            };
        }

        @Override
        public void flushFailed(IOException cause) {
            failed.incrementAndGet();
            Error thrown = error;
            if (thrown != null) {
                throw thrown;
            }
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
            return SharedJournal.none();
        }

        @Override
        public Optional<TailPass> beginTail() {
            return Optional.empty();
        }

        @Override
        public long forcedOffset() {
            return 0;
        }
    }
}
