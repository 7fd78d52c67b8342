package io.weir.broker.share;

import io.weir.broker.delivery.Acquired;
import io.weir.broker.delivery.Demand;
import io.weir.log.error.LogException;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One fetch of one member: it takes what there is, and where there is too little waits, woken by whatever may change
 * that. Polls nothing; what is read while it waits is read on a thread of its own.
 */
final class ShareFetch {

    /**
     * What is wanted.
     *
     * @param bytes with fewer than the least it waits
     */
    record Wish(String member, int maxRecords, int batchSize, boolean isExact, Bytes bytes, boolean readCommitted) {

        /** How much. */
        record Bytes(int min, int max) {}
    }

    /** What one partition gave. */
    record Given(Outcome outcome, List<Acquired> acquired, Payload records) {}

    private record Reading(SharedPartition partition, SharedReading read) {}

    private final Wish wish;
    private final List<SharedPartition> partitions;
    private final LongSupplier monotonicMs;
    private final BooleanSupplier isAwaited;
    private final CompletableFuture<Map<SharedPartition, Given>> outcome = new CompletableFuture<>();
    private final Runnable waker = this::wake;
    // Wake-ups not yet acted on; whoever raises it from 0 starts the reading thread. Raised from the beginning, since
    // the first attempt is under way; and for ever at the end: what is acquired after it would reach nobody.
    private final AtomicInteger wakeUps = new AtomicInteger(1);
    private volatile boolean timeIsOver;

    /** @param isAwaited whether somebody will hear of it: once not, it ends with the next attempt, and takes nothing */
    ShareFetch(Wish wish, List<SharedPartition> partitions, LongSupplier monotonicMs, BooleanSupplier isAwaited) {
        this.wish = wish;
        this.partitions = partitions;
        this.monotonicMs = monotonicMs;
        this.isAwaited = isAwaited;
    }

    /** Starts; completed with what there is, at the latest when the time is over. */
    CompletableFuture<Map<SharedPartition, Given>> start(ScheduledExecutorService timers, int maxWaitMs) {
        Map<SharedPartition, Given> given = attempt(maxWaitMs <= 0);
        if (!given.isEmpty() || maxWaitMs <= 0 || partitions.isEmpty()) {
            return CompletableFuture.completedFuture(given);
        }
        Future<?> timer;
        try {
            timer = timers.schedule(this::timeIsOver, maxWaitMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The broker stops: nobody waits any more.
            return CompletableFuture.completedFuture(given);
        }
        partitions.forEach(partition -> partition.watch(waker));
        // What came between the attempt and the watching woke nobody.
        Thread.startVirtualThread(this::tryUntilGiven);
        return outcome.whenComplete((_, _) -> {
            timer.cancel(false);
            partitions.forEach(partition -> partition.unwatch(waker));
        });
    }

    private void timeIsOver() {
        timeIsOver = true;
        wake();
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            Thread.startVirtualThread(this::tryUntilGiven);
        }
    }

    private void tryUntilGiven() {
        try {
            int seen = 1;
            do {
                if (!isAwaited.getAsBoolean()) {
                    outcome.complete(Map.of());
                    return;
                }
                boolean last = timeIsOver;
                Map<SharedPartition, Given> given = attempt(last);
                if (last || !given.isEmpty()) {
                    // The wake-ups stay raised: nobody tries again.
                    outcome.complete(given);
                    return;
                }
                seen = wakeUps.addAndGet(-seen);
            } while (seen != 0);
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Reads, and acquires where that is enough or there is no more time; empty when nobody gave anything. */
    private Map<SharedPartition, Given> attempt(boolean isLast) {
        Map<SharedPartition, Given> given = new LinkedHashMap<>();
        List<Reading> readings = new ArrayList<>();
        try {
            read(readings, given);
            int bytes = readings.stream()
                    .mapToInt(reading -> reading.read().sizeBytes())
                    .sum();
            if (bytes >= wish.bytes().min() || isLast || !given.isEmpty()) {
                acquire(readings, given);
            }
        } finally {
            readings.forEach(reading -> reading.partition().endRead());
        }
        return given;
    }

    private void read(List<Reading> readings, Map<SharedPartition, Given> given) {
        int left = wish.bytes().max();
        for (SharedPartition partition : partitions) {
            if (left <= 0) {
                return;
            }
            try {
                OptionalLong from = partition.beginRead(waker);
                if (from.isPresent()) {
                    SharedReading read = readFrom(partition, from.getAsLong(), left);
                    readings.add(new Reading(partition, read));
                    left -= read.sizeBytes();
                }
            } catch (LogException e) {
                // Deleted just now: the next reading begins behind it.
                if (e.errorCode() != ErrorCode.OFFSET_OUT_OF_RANGE) {
                    given.put(partition, failed(e.errorCode()));
                }
            }
        }
    }

    private SharedReading readFrom(SharedPartition partition, long from, int maxBytes) {
        try {
            return SharedReading.of(partition.partition(), from, wish.maxRecords(), maxBytes, wish.readCommitted());
        } catch (RuntimeException | Error e) {
            partition.endRead();
            throw e;
        }
    }

    private void acquire(List<Reading> readings, Map<SharedPartition, Given> given) {
        int left = wish.maxRecords();
        for (Reading reading : readings) {
            SharedReading read = reading.read();
            List<Acquired> acquired = List.of();
            while (left > 0 && !read.spans().isEmpty() && acquired.isEmpty()) {
                Demand demand =
                        new Demand(wish.member(), left, wish.batchSize(), wish.isExact(), monotonicMs.getAsLong());
                acquired = reading.partition().acquire(demand, read.from(), read.spans());
                if (!acquired.isEmpty()) {
                    Payload records = read.payload(acquired);
                    long count = acquired.stream().mapToLong(Acquired::count).sum();
                    reading.partition().partition().traffic().read(records.sizeBytes(), count);
                    given.put(reading.partition(), new Given(Outcome.DONE, acquired, records));
                    left -= (int) count;
                } else {
                    // All of it was markers and the like: what is behind them may be had.
                    read = readOn(reading.partition(), read);
                }
            }
        }
    }

    private SharedReading readOn(SharedPartition partition, SharedReading before) {
        long next = partition.nextFetchOffset();
        return next <= before.from()
                ? new SharedReading(next, List.of(), List.of())
                : SharedReading.of(
                        partition.partition(),
                        next,
                        wish.maxRecords(),
                        wish.bytes().max(),
                        wish.readCommitted());
    }

    private static Given failed(ErrorCode error) {
        return new Given(Outcome.of(error), List.of(), BufferPayload.EMPTY);
    }
}
