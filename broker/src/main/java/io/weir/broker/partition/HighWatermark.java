package io.weir.broker.partition;

import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The offset below which a partition's records are kept whatever happens, and those who wait for it: producers for
 * the ack of what they wrote, consumers for something new to read.
 *
 * <p>Callbacks run on the thread that moves it, outside the lock: they must be short and must not block.
 */
public final class HighWatermark {

    /** Waits for one offset; called once. */
    public interface AckWaiter {
        /** The records are kept ({@link ErrorCode#NONE}), or why they never will be acknowledged here. */
        void done(ErrorCode error);
    }

    private record Waiting(long endOffset, long deadlineMs, AckWaiter waiter) {}

    private static final long UNKNOWN = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiting> acks = new PriorityQueue<>(Comparator.comparingLong(Waiting::endOffset));
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
    private volatile long offset = UNKNOWN;

    /** Whether anybody has waited since {@link #expire} last found nobody: most partitions are idle most of the time. */
    private volatile boolean awaited;

    private ErrorCode closedBy = ErrorCode.NONE;
    private int era;

    /** Whether the log has been asked yet. */
    boolean isKnown() {
        return offset != UNKNOWN;
    }

    /** The first offset that is not yet safe, or -1 while the log has not been used. */
    public long offset() {
        return offset;
    }

    /** What is known to be safe of what is on the disk; nothing while the log has not been used. */
    long kept(long durableOffset) {
        return Math.min(durableOffset, Math.max(0, offset));
    }

    /** Changes whenever the waiting was ended: another leadership begins, if any. */
    int era() {
        lock.lock();
        try {
            return era;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls the waiter as soon as all offsets below {@code endOffset} are safe, at once when they are, or at the first
     * {@link #expire} after the deadline.
     */
    void whenReached(int sinceEra, long endOffset, long deadlineMs, AckWaiter waiter) {
        ErrorCode outcome;
        lock.lock();
        try {
            outcome = closedBy == ErrorCode.NONE && sinceEra != era ? ErrorCode.NOT_LEADER_OR_FOLLOWER : closedBy;
            if (outcome == ErrorCode.NONE && endOffset > offset) {
                acks.add(new Waiting(endOffset, deadlineMs, waiter));
                awaited = true;
                return;
            }
        } finally {
            lock.unlock();
        }
        waiter.done(outcome);
    }

    /** Calls the watcher at every advance until it is removed. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** Whether anybody watches. */
    boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Moves forward; going back is ignored: only {@link #cutTo} does. */
    void advance(long newOffset) {
        advance(Optional.empty(), newOffset);
    }

    /** The same, of a leadership that began in this era: what it says when it is over is ignored, for the log may be cut since. */
    void advance(int sinceEra, long newOffset) {
        advance(Optional.of(sinceEra), newOffset);
    }

    private void advance(Optional<Integer> sinceEra, long newOffset) {
        List<AckWaiter> reached = new ArrayList<>();
        lock.lock();
        try {
            if (newOffset <= offset || sinceEra.filter(since -> since != era).isPresent()) {
                return;
            }
            offset = newOffset;
            while (!acks.isEmpty() && acks.element().endOffset() <= newOffset) {
                reached.add(acks.remove().waiter());
            }
        } finally {
            lock.unlock();
        }
        // Readers first: an ack says only what is so already, to somebody who need not do anything about it.
        watchers.forEach(Runnable::run);
        reached.forEach(waiter -> waiter.done(ErrorCode.NONE));
    }

    /** The log was cut here: where a leader that lacked records was elected, what was safe is so no more. */
    void cutTo(long end) {
        lock.lock();
        try {
            offset = Math.min(offset, end);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting of those whose deadline has passed. Cheaper than a timer each: few wait, and not for long. */
    void expire(long nowMs) {
        if (!awaited) {
            return;
        }
        List<Waiting> late = new ArrayList<>();
        lock.lock();
        try {
            awaited = !acks.isEmpty();
            acks.stream().filter(waiting -> waiting.deadlineMs() <= nowMs).forEach(late::add);
            acks.removeAll(late);
        } finally {
            lock.unlock();
        }
        late.forEach(waiting -> waiting.waiter().done(ErrorCode.REQUEST_TIMED_OUT));
    }

    /** Lets others wait again, after the partition was led elsewhere; a disk that has failed stays so. */
    void open() {
        lock.lock();
        try {
            if (closedBy == ErrorCode.NOT_LEADER_OR_FOLLOWER) {
                closedBy = ErrorCode.NONE;
            }
        } finally {
            lock.unlock();
        }
        // Whoever read from a follower has to hear that it is one no more.
        watchers.forEach(Runnable::run);
    }

    /** Ends all waiting: the partition is deleted, led elsewhere, or its disk has failed. */
    void close(ErrorCode reason) {
        List<Waiting> ended;
        lock.lock();
        try {
            closedBy = reason;
            era++;
            ended = List.copyOf(acks);
            acks.clear();
        } finally {
            lock.unlock();
        }
        ended.forEach(waiting -> waiting.waiter().done(reason));
        watchers.forEach(Runnable::run);
    }
}
