package io.weir.console.samples;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the samples of the last ten minutes; takes them as long as somebody has asked in the last minute. */
final class Sampler implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final int KEPT = 300;
    private static final long UNASKED_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long KEPT_MS = KEPT * INTERVAL.toMillis();

    private final Supplier<Reading> source;
    private final Executor later;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private boolean isRunning;
    private boolean isClosed;
    private boolean wasAsked;
    private @Nullable Reading last;
    private long askedNanos;

    /** @param later runs what it is given after an interval */
    Sampler(Supplier<Reading> source, Executor later) {
        this.source = source;
        this.later = later;
    }

    /** The samples later than a time in milliseconds since 1970. */
    synchronized List<Sample> since(long timeMs) {
        wasAsked = true;
        if (!isRunning) {
            take();
        }
        return samples.stream().filter(sample -> sample.timeMs() > timeMs).toList();
    }

    private synchronized void take() {
        if (isClosed) {
            return;
        }
        isRunning = false; // Should this reading fail, the next who asks begins anew.
        Reading before = last;
        last = null;
        Reading now = source.get();
        if (wasAsked) {
            wasAsked = false;
            askedNanos = now.nanos();
        } else if (now.nanos() - askedNanos >= UNASKED_NANOS) {
            return;
        }
        // The first after a pause knows no rates, so that lines end there.
        add(Sample.between(before == null ? now : before, now));
        last = now;
        isRunning = true;
        later.execute(this::take);
    }

    private void add(Sample sample) {
        samples.addLast(sample);
        while (samples.size() > KEPT || samples.getFirst().timeMs() <= sample.timeMs() - KEPT_MS) {
            samples.removeFirst();
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
    }
}
