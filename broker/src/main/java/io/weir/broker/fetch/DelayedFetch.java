package io.weir.broker.fetch;

import io.weir.broker.partition.Partition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    private final long deadlineNanos;
    private final CompletableFuture<List<FetchedPartition>> outcome = new CompletableFuture<>();
    private final Runnable watcher = this::wake;
    // Wake-ups not yet acted on; whoever raises it from 0 starts the reading thread.
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean timeIsOver;

    // Made by the connection's thread, and so carried by the loop that will send what it reads.
    private volatile Thread reading = Thread.ofVirtual().unstarted(this::readUntilEnough);

    DelayedFetch(
            List<Partition> partitions,
            Supplier<List<FetchedPartition>> read,
            Predicate<List<FetchedPartition>> isEnough,
            long deadlineNanos) {
        this.partitions = partitions;
        this.read = read;
        this.isEnough = isEnough;
        this.deadlineNanos = deadlineNanos;
    }

    /** By {@link System#nanoTime}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Starts to wait; completes with what was read last. */
    CompletableFuture<List<FetchedPartition>> await(FetchDeadlines deadlines) {
        partitions.forEach(partition -> partition.watch(watcher));
        deadlines.add(this);
        if (wakeUps.getAndIncrement() == 0) {
            // What came between the first reading and the watching woke nobody.
            readUntilEnough();
        }
        return outcome.whenComplete((_, _) -> {
            deadlines.remove(this);
            partitions.forEach(partition -> partition.unwatch(watcher));
        });
    }

    void timeIsOver() {
        timeIsOver = true;
        wake();
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            reading.start();
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
                reading = Thread.ofVirtual().unstarted(this::readUntilEnough);
                seen = wakeUps.addAndGet(-seen);
            } while (seen != 0);
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }
}
