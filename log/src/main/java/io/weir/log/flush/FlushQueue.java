package io.weir.log.flush;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which logs wait to be made durable, and which wait for their own files to be forced. Work is taken in whole sets, so that
 * a thousand logs are taken as quickly as one. One thread at a time writes to a journal: what is asked for meanwhile gathers,
 * and the next write serves all of it. What is asked for a log that is being forced gathers until that is done, and wakes
 * nobody.
 *
 * <p>Threads wake each other only for work that the one that is awake does not take itself.
 */
final class FlushQueue {

    private static final Logger LOG = LoggerFactory.getLogger(FlushQueue.class);

    /** Logs taken by a thread. */
    sealed interface Work {

        /** None when there will be no more work. */
        Set<Flushable> logs();
    }

    /**
     * To be made durable, if it can be by this journal of theirs.
     *
     * @param requests how often that was asked for
     */
    record ToFlush(SharedJournal journal, Set<Flushable> logs, int requests) implements Work {}

    /**
     * Whose own files are to be forced.
     *
     * @param again those of them that were asked for again since
     */
    record ToForce(Set<Flushable> logs, Set<Flushable> again) implements Work {}

    /** So much later a log is flushed that nobody waits for. */
    private static final long LATER_NANOS = 50_000_000;

    private final ForceChoice choice;
    private final Map<SharedJournal, Set<Flushable>> toFlush = new LinkedHashMap<>();
    private final Set<SharedJournal> dueNow = new HashSet<>();

    /** How often was asked since the logs of a journal were last taken. */
    private final Map<SharedJournal, Integer> asked = new HashMap<>();

    private final Set<SharedJournal> written = new HashSet<>();
    private final List<ToForce> underWay = new ArrayList<>();

    /** Logs whose own files are forced for those who wait: another pass before the end of that one would serve nobody. */
    private final Set<Flushable> held = new HashSet<>();

    /** Those of them that were asked for since their pass began. */
    private final Set<Flushable> heldBack = new HashSet<>();

    /** Logs that nobody waits for; all of them are flushed at the same time. */
    private final Set<Flushable> later = new LinkedHashSet<>();

    private long laterNanos;
    private Set<Flushable> toForce = new LinkedHashSet<>();
    private boolean forceNext;
    private boolean closed;

    /** @param choice whether logs that wait to be forced are taken one by one, so that threads share them */
    FlushQueue(ForceChoice choice) {
        this.choice = choice;
    }

    synchronized void flush(Flushable log) {
        if (held.contains(log)) {
            heldBack.add(log);
        } else if (enterToFlush(log) && !written.contains(log.journal())) {
            notify();
        }
    }

    synchronized void flushNow(Flushable log) {
        dueNow.add(log.journal());
        flush(log);
    }

    synchronized void flushLater(Flushable log) {
        boolean isFirst = later.isEmpty();
        later.add(log);
        if (isFirst) {
            laterNanos = System.nanoTime() + LATER_NANOS;
            // Somebody has to wait no longer than that.
            notify();
        }
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

    /** How often was asked for what this journal could take since somebody took it. */
    synchronized int requests(SharedJournal journal) {
        return asked.getOrDefault(journal, 0);
    }

    /** By a thread that will take work at once: it takes from these, for which others wait. */
    synchronized void forceNext(Collection<Flushable> logs) {
        logs.forEach(this::enter);
        logs.forEach(this::hold);
        forceNext = true;
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
                if (later.isEmpty()) {
                    wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, laterNanos - System.nanoTime()));
                }
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt a flush thread; closing is how it ends.
                LOG.warn("A flush thread was interrupted and goes on");
            }
        }
        boolean isForce = !toForce.isEmpty() && (next == null || forceNext);
        forceNext = !isForce;
        Work work = isForce || next == null ? takeForced() : takeFlushed(next);
        if (!toForce.isEmpty() || nextToFlush() != null || !later.isEmpty()) {
            notify();
        }
        return work;
    }

    /** The work is done, by a thread that takes more at once. */
    synchronized void release(Work work) {
        switch (work) {
            case ToFlush flushed -> written.remove(flushed.journal);
            case ToForce forced -> {
                underWay.remove(forced);
                toForce = merged(toForce, forced.again);
                forced.logs.stream().filter(log -> !toForce.contains(log)).forEach(this::letGo);
            }
        }
        if (closed) {
            notifyAll();
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** What was put off goes on with the rest when its time has come. */
    private void enterLater() {
        if (!later.isEmpty() && (closed || laterNanos - System.nanoTime() <= 0)) {
            for (Flushable log : later) {
                if (held.contains(log)) {
                    heldBack.add(log);
                } else {
                    boolean _ = enterToFlush(log);
                }
            }
            later.clear();
        }
    }

    private boolean enterToFlush(Flushable log) {
        SharedJournal journal = log.journal();
        asked.merge(journal, 1, Integer::sum);
        return toFlush.computeIfAbsent(journal, _ -> new LinkedHashSet<>()).add(log);
    }

    private void hold(Flushable log) {
        held.add(log);
        // What was asked for up to now is served by the pass that has yet to begin.
        Set<Flushable> waiting = toFlush.get(log.journal());
        if (waiting != null && waiting.remove(log) && waiting.isEmpty()) {
            toFlush.remove(log.journal());
            asked.remove(log.journal());
        }
    }

    private void letGo(Flushable log) {
        if (held.remove(log) && heldBack.remove(log)) {
            boolean _ = enterToFlush(log);
        }
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
        enterLater();
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
        int requests = requests(journal);
        asked.remove(journal);
        Set<Flushable> logs = toFlush.remove(journal);
        return new ToFlush(journal, logs == null ? Set.of() : logs, requests);
    }

    private ToForce takeForced() {
        Set<Flushable> taken = toForce;
        if (choice.isTogether(toForce.size())) {
            toForce = new LinkedHashSet<>();
        } else {
            taken = Set.of(toForce.iterator().next());
            toForce.removeAll(taken);
        }
        ToForce work = new ToForce(taken, new LinkedHashSet<>());
        heldBack.removeAll(taken);
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
