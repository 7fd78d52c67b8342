package io.weir.coordination.runtime;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Timers by key, as data: nothing here waits.
 *
 * <p>A timer that is only ever pushed back (a session renewed by each heartbeat) costs a map lookup: its place in the
 * queue stays, and when that place comes up the timer moves to its later deadline.
 *
 * @param <T> what a timer carries
 */
final class TimerQueue<T> {

    /** Below this many stale places the queue is not worth cleaning. */
    private static final int STALE_PLACES_ALLOWED = 64;

    private final Map<Object, Timer<T>> byKey = new HashMap<>();
    private final PriorityQueue<Place<T>> places =
            new PriorityQueue<>(Comparator.<Place<T>>comparingLong(Place::atMs).thenComparingLong(Place::sequence));
    private long sequence;

    void schedule(Object key, long deadlineMs, T event) {
        Timer<T> timer = byKey.get(key);
        if (timer == null) {
            timer = new Timer<>(key, event, deadlineMs);
            byKey.put(key, timer);
            place(timer);
            return;
        }
        timer.event = event;
        timer.deadlineMs = deadlineMs;
        if (deadlineMs < timer.placedAtMs) {
            place(timer);
        }
    }

    void cancel(Object key) {
        byKey.remove(key);
        dropStalePlacesIfMany();
    }

    /** When {@link #pollDue} is worth calling again: never after the earliest deadline, sometimes before it. */
    OptionalLong nextWakeUpMs() {
        Place<T> first = places.peek();
        while (first != null && isStale(first)) {
            places.remove();
            first = places.peek();
        }
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.atMs);
    }

    /** Removes the earliest timer whose deadline has come, and returns what it carries. */
    Optional<T> pollDue(long nowMs) {
        for (Place<T> place = places.peek(); place != null && place.atMs <= nowMs; place = places.peek()) {
            places.remove();
            Timer<T> timer = place.timer;
            if (!isStale(place) && timer.deadlineMs <= nowMs) {
                byKey.remove(timer.key);
                return Optional.of(timer.event);
            } else if (!isStale(place)) {
                place(timer);
            }
        }
        return Optional.empty();
    }

    void clear() {
        byKey.clear();
        places.clear();
    }

    int size() {
        return byKey.size();
    }

    private void place(Timer<T> timer) {
        timer.placedAtMs = timer.deadlineMs;
        timer.placeSequence = sequence++;
        places.add(new Place<>(timer.placedAtMs, timer.placeSequence, timer));
        dropStalePlacesIfMany();
    }

    private boolean isStale(Place<T> place) {
        return byKey.get(place.timer.key) != place.timer || place.timer.placeSequence != place.sequence;
    }

    private void dropStalePlacesIfMany() {
        if (places.size() > 2 * byKey.size() + STALE_PLACES_ALLOWED) {
            places.removeIf(this::isStale);
        }
    }

    private static final class Timer<T> {
        private final Object key;
        private T event;
        private long deadlineMs;
        private long placedAtMs;
        private long placeSequence;

        Timer(Object key, T event, long deadlineMs) {
            this.key = key;
            this.event = event;
            this.deadlineMs = deadlineMs;
        }
    }

    private record Place<T>(long atMs, long sequence, Timer<T> timer) {}
}
