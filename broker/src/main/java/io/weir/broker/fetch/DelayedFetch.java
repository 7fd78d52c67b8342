package io.weir.broker.fetch;

import io.weir.broker.partition.Partition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A fetch that found too little and waits: woken by any of its partitions when it moves, ended the first time there is
 * enough or when its time is over. Polls nothing, and reads on a virtual thread of its own, never on the thread that
 * moved the partition.
 */
final class DelayedFetch {

    private final List<Partition> partitions;
    private final Supplier<List<FetchedPartition>> read;
    private final Predicate<List<FetchedPartition>> isEnough;
    private final CompletableFuture<List<FetchedPartition>> outcome = new CompletableFuture<>();
    private final Runnable watcher = this::wake;
    // Wake-ups not yet acted on; whoever raises it from 0 starts the reading thread.
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean timeIsOver;

    DelayedFetch(
            List<Partition> partitions,
            Supplier<List<FetchedPartition>> read,
            Predicate<List<FetchedPartition>> isEnough) {
        this.partitions = partitions;
        this.read = read;
        this.isEnough = isEnough;
    }

    /** Starts to wait; completes with what was read last. */
    CompletableFuture<List<FetchedPartition>> await(ScheduledExecutorService timers, int maxWaitMs) {
        partitions.forEach(partition -> partition.highWatermark().watch(watcher));
        Future<?> timer = timers.schedule(this::timeIsOver, maxWaitMs, TimeUnit.MILLISECONDS);
        // What came between the first reading and the watching woke nobody.
        wake();
        return outcome.whenComplete((_, _) -> {
            timer.cancel(false);
            partitions.forEach(partition -> partition.highWatermark().unwatch(watcher));
        });
    }

    private void timeIsOver() {
        timeIsOver = true;
        wake();
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            Thread.startVirtualThread(this::readUntilEnough);
        }
    }

    private void readUntilEnough() {
        try {
            int seen = 1;
            do {
                boolean last = timeIsOver;
                List<FetchedPartition> fetched = read.get();
                if (last || isEnough.test(fetched)) {
                    // The wake-ups stay raised: nobody reads again.
                    outcome.complete(fetched);
                    return;
                }
                FetchedPartition.release(fetched);
                seen = wakeUps.addAndGet(-seen);
            } while (seen != 0);
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }
}
