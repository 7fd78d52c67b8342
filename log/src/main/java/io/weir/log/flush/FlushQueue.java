package io.weir.log.flush;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which logs wait to be made durable, and which wait for their own files to be forced. Work is taken in whole sets, so that
 * a thousand logs are taken as quickly as one; what is asked for a log at work gathers until that work is done.
 */
final class FlushQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FlushQueue.class);

    /** Logs taken by a thread, and those of them that were asked for again since. */
    static final class Work {

        private final boolean isForce;
        private final Set<Flushable> logs;
        private final Set<Flushable> again = new LinkedHashSet<>();

        private Work(boolean isForce, Set<Flushable> logs) {
            this.isForce = isForce;
            this.logs = logs;
        }

        /** Whether the logs' own files are to be forced. */
        boolean isForce() {
            return isForce;
        }

        /** None when there will be no more work. */
        Set<Flushable> logs() {
            return logs;
        }
    }

    private final int forceTogetherFrom;
    private final List<Work> underWay = new ArrayList<>();
    private Set<Flushable> toFlush = new LinkedHashSet<>();
    private Set<Flushable> toForce = new LinkedHashSet<>();
    private boolean forceNext;
    private boolean closed;

    /** @param forceTogetherFrom fewer logs that wait to be forced are taken one by one, so that threads share them */
    FlushQueue(int forceTogetherFrom) {
        this.forceTogetherFrom = forceTogetherFrom;
    }

    synchronized void flush(Flushable log) {
        if (enter(false, log)) {
            notify();
        }
    }

    synchronized void force(Flushable log) {
        if (enter(true, log)) {
            notify();
        }
    }

    /** By a thread that will take work at once: it takes from these. */
    synchronized void forceNext(Collection<Flushable> logs) {
        logs.forEach(log -> enter(true, log));
        forceNext = true;
        if (toForce.size() > 1) {
            notify();
        }
    }

    /** Whether the log's own files are being forced, or are going to be. */
    synchronized boolean isForced(Flushable log) {
        return toForce.contains(log) || underWay.stream().anyMatch(work -> work.isForce && work.logs.contains(log));
    }

    /** Blocks for work. Both kinds get their turn. */
    synchronized Work take() {
        while (toFlush.isEmpty() && toForce.isEmpty()) {
            if (closed && underWay.isEmpty()) {
                return new Work(false, Set.of());
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt a flush thread; closing is how it ends.
                LOG.warn("A flush thread was interrupted and goes on");
            }
        }
        boolean isForce = toFlush.isEmpty() || (forceNext && !toForce.isEmpty());
        forceNext = !isForce;
        Work work = new Work(isForce, isForce ? takeForced() : takeFlushed());
        underWay.add(work);
        return work;
    }

    /** The work is done. */
    synchronized void release(Work work) {
        underWay.remove(work);
        if (work.isForce) {
            toForce = merged(toForce, work.again);
        } else {
            toFlush = merged(toFlush, work.again);
        }
        if (closed || !work.again.isEmpty()) {
            notifyAll();
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private boolean enter(boolean isForce, Flushable log) {
        for (Work work : underWay) {
            if (work.isForce == isForce && work.logs.contains(log)) {
                work.again.add(log);
                return false;
            }
        }
        return (isForce ? toForce : toFlush).add(log);
    }

    private Set<Flushable> takeFlushed() {
        Set<Flushable> taken = toFlush;
        toFlush = new LinkedHashSet<>();
        return taken;
    }

    private Set<Flushable> takeForced() {
        if (toForce.size() >= forceTogetherFrom) {
            Set<Flushable> taken = toForce;
            toForce = new LinkedHashSet<>();
            return taken;
        }
        Flushable first = toForce.iterator().next();
        toForce.remove(first);
        return Set.of(first);
    }

    private static Set<Flushable> merged(Set<Flushable> waiting, Set<Flushable> again) {
        if (waiting.isEmpty()) {
            return again;
        }
        waiting.addAll(again);
        return waiting;
    }
}
