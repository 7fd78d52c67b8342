package io.weir.log.flush;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which logs wait to be made durable, and which wait for their own files to be forced. Work is taken in whole sets, so that
 * a thousand logs are taken as quickly as one. One thread at a time writes to a journal: what is asked for meanwhile gathers,
 * and the next write serves all of it. What is asked for a log that is being forced gathers until that is done.
 */
final class FlushQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FlushQueue.class);

    /** Logs taken by a thread. */
    sealed interface Work {

        /** None when there will be no more work. */
        Set<Flushable> logs();
    }

    /** To be made durable, if it can be by this journal of theirs. */
    record ToFlush(SharedJournal journal, Set<Flushable> logs) implements Work {}

    /**
     * Whose own files are to be forced.
     *
     * @param again those of them that were asked for again since
     */
    record ToForce(Set<Flushable> logs, Set<Flushable> again) implements Work {}

    private final int forceTogetherFrom;
    private final Map<SharedJournal, Set<Flushable>> toFlush = new LinkedHashMap<>();
    private final Set<SharedJournal> dueNow = new HashSet<>();
    private final Set<SharedJournal> written = new HashSet<>();
    private final List<ToForce> underWay = new ArrayList<>();
    private Set<Flushable> toForce = new LinkedHashSet<>();
    private boolean forceNext;
    private boolean closed;

    /** @param forceTogetherFrom fewer logs that wait to be forced are taken one by one, so that threads share them */
    FlushQueue(int forceTogetherFrom) {
        this.forceTogetherFrom = forceTogetherFrom;
    }

    synchronized void flush(Flushable log) {
        SharedJournal journal = log.journal();
        if (toFlush.computeIfAbsent(journal, _ -> new LinkedHashSet<>()).add(log) && !written.contains(journal)) {
            notify();
        }
    }

    synchronized void flushNow(Flushable log) {
        dueNow.add(log.journal());
        flush(log);
    }

    /** Whether a log waits for this journal that does not wait for others. */
    synchronized boolean isDueNow(SharedJournal journal) {
        return dueNow.contains(journal);
    }

    synchronized void force(Flushable log) {
        if (enter(log)) {
            notify();
        }
    }

    /** By a thread that will take work at once: it takes from these. */
    synchronized void forceNext(Collection<Flushable> logs) {
        logs.forEach(this::enter);
        forceNext = true;
        if (toForce.size() > 1) {
            notify();
        }
    }

    /** Whether the log's own files are being forced, or are going to be. */
    synchronized boolean isForced(Flushable log) {
        return toForce.contains(log) || underWay.stream().anyMatch(work -> work.logs.contains(log));
    }

    /** Blocks for work. Both kinds get their turn. */
    synchronized Work take() {
        SharedJournal next;
        while ((next = nextToFlush()) == null && toForce.isEmpty()) {
            if (closed && underWay.isEmpty() && written.isEmpty()) {
                return new ToForce(Set.of(), Set.of());
            }
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt a flush thread; closing is how it ends.
                LOG.warn("A flush thread was interrupted and goes on");
            }
        }
        boolean isForce = !toForce.isEmpty() && (next == null || forceNext);
        forceNext = !isForce;
        return isForce || next == null ? takeForced() : takeFlushed(next);
    }

    /** The work is done. */
    synchronized void release(Work work) {
        boolean isMore = switch (work) {
            case ToFlush flushed -> {
                written.remove(flushed.journal);
                yield toFlush.containsKey(flushed.journal);
            }
            case ToForce forced -> {
                underWay.remove(forced);
                toForce = merged(toForce, forced.again);
                yield !forced.again.isEmpty();
            }
        };
        if (closed || isMore) {
            notifyAll();
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private boolean enter(Flushable log) {
        for (ToForce work : underWay) {
            if (work.logs.contains(log)) {
                work.again.add(log);
                return false;
            }
        }
        return toForce.add(log);
    }

    private @Nullable SharedJournal nextToFlush() {
        for (SharedJournal journal : toFlush.keySet()) {
            if (!written.contains(journal)) {
                return journal;
            }
        }
        return null;
    }

    private ToFlush takeFlushed(SharedJournal journal) {
        written.add(journal);
        dueNow.remove(journal);
        Set<Flushable> logs = toFlush.remove(journal);
        return new ToFlush(journal, logs == null ? Set.of() : logs);
    }

    private ToForce takeForced() {
        Set<Flushable> taken = toForce;
        if (toForce.size() >= forceTogetherFrom) {
            toForce = new LinkedHashSet<>();
        } else {
            taken = Set.of(toForce.iterator().next());
            toForce.removeAll(taken);
        }
        ToForce work = new ToForce(taken, new LinkedHashSet<>());
        underWay.add(work);
        return work;
    }

    private static Set<Flushable> merged(Set<Flushable> waiting, Set<Flushable> again) {
        if (waiting.isEmpty()) {
            return again;
        }
        waiting.addAll(again);
        return waiting;
    }
}
