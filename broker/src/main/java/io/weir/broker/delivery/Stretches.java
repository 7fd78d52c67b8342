package io.weir.broker.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Neighbouring offsets with what is known of them, without a gap from the first to the end. Offsets that have the same
 * state are kept as one; they are taken apart where somebody wants to change some of them.
 */
final class Stretches {

    /** Offsets, both inclusive, that have the same state. */
    record Stretch(long first, long last, Delivery delivery) {
        long size() {
            return last - first + 1;
        }
    }

    private final NavigableMap<Long, Stretch> byFirst = new TreeMap<>();
    private long start;
    private long end;

    Stretches(long start) {
        this.start = start;
        this.end = start;
    }

    /** The first offset. */
    long start() {
        return start;
    }

    /** The offset behind the last. */
    long end() {
        return end;
    }

    Iterable<Stretch> all() {
        return byFirst.values();
    }

    /** Adds offsets behind the last. */
    void append(long last, Delivery delivery) {
        if (last >= end) {
            byFirst.put(end, new Stretch(end, last, delivery));
            end = last + 1;
        }
    }

    /** What is known of these offsets, as far as they are here: no stretch reaches beyond them. */
    List<Stretch> within(long first, long last) {
        long from = Math.max(first, start);
        long to = Math.min(last, end - 1);
        if (from > to) {
            return List.of();
        }
        cutBefore(from);
        cutBefore(to + 1);
        return new ArrayList<>(byFirst.subMap(from, true, to, true).values());
    }

    void replace(Stretch stretch, Delivery delivery) {
        byFirst.put(stretch.first(), new Stretch(stretch.first(), stretch.last(), delivery));
    }

    /** Changes those that the condition holds for; returns them as they are afterwards. */
    List<Stretch> changeWhere(Predicate<Delivery> condition, UnaryOperator<Delivery> change) {
        List<Stretch> changed = new ArrayList<>();
        for (Map.Entry<Long, Stretch> entry : byFirst.entrySet()) {
            Stretch stretch = entry.getValue();
            if (condition.test(stretch.delivery())) {
                Stretch after = new Stretch(stretch.first(), stretch.last(), change.apply(stretch.delivery()));
                entry.setValue(after);
                changed.add(after);
            }
        }
        return changed;
    }

    /** Drops what is before this offset; where everything is, begins there. */
    void dropBefore(long offset) {
        if (offset <= start) {
            return;
        }
        cutBefore(offset);
        byFirst.headMap(offset, false).clear();
        start = offset;
        end = Math.max(end, offset);
    }

    /** Drops from the beginning what is done with. */
    void dropSettled() {
        while (!byFirst.isEmpty() && byFirst.firstEntry().getValue().delivery().isSettled()) {
            start = byFirst.pollFirstEntry().getValue().last() + 1;
        }
    }

    /** Takes apart the stretch that reaches over this offset from before it. */
    private void cutBefore(long offset) {
        Map.Entry<Long, Stretch> before = byFirst.lowerEntry(offset);
        if (before != null && before.getValue().last() >= offset) {
            Stretch whole = before.getValue();
            byFirst.put(whole.first(), new Stretch(whole.first(), offset - 1, whole.delivery()));
            byFirst.put(offset, new Stretch(offset, whole.last(), whole.delivery()));
        }
    }
}
