package io.weir.broker.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FetchDeadlinesTest {

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, Executors.defaultThreadFactory());
    private final FetchDeadlines deadlines = new FetchDeadlines(timers);

    @AfterEach
    void end() {
        timers.shutdownNow();
    }

    @Test
    void aWaitEndsWhenItsTimeIsOverWhateverElseWaits() throws Exception {
        // given waits that end late, and one that began after them and ends soon
        CompletableFuture<List<FetchedPartition>> late = fetch(HOUR_NANOS);
        CompletableFuture<List<FetchedPartition>> later = fetch(2 * HOUR_NANOS);
        CompletableFuture<List<FetchedPartition>> soon = fetch(TimeUnit.MILLISECONDS.toNanos(20));

        // then
        assertThat(soon.get()).isEmpty();
        assertThat(late).isNotDone();
        assertThat(later).isNotDone();

        // when the timer was set for others before
        assertThat(fetch(TimeUnit.MILLISECONDS.toNanos(20)).get()).isEmpty();
        assertThat(late).isNotDone();
    }

    @Test
    void allEndInTime() throws Exception {
        List<CompletableFuture<List<FetchedPartition>>> fetches = new ArrayList<>();
        for (int i = 100; i > 0; i--) {
            fetches.add(fetch(TimeUnit.MILLISECONDS.toNanos(i)));
        }

        for (CompletableFuture<List<FetchedPartition>> fetch : fetches) {
            assertThat(fetch.get()).isEmpty();
        }
    }

    @Test
    void manyWaitsHaveOneTimer() {
        for (int i = 0; i < 1_000; i++) {
            var _ = fetch(HOUR_NANOS + i);
        }

        assertThat(timers.getQueue()).hasSize(1);
    }

    private CompletableFuture<List<FetchedPartition>> fetch(long waitNanos) {
        return new DelayedFetch(List.of(), List::of, _ -> false, System.nanoTime() + waitNanos).await(deadlines);
    }
}
