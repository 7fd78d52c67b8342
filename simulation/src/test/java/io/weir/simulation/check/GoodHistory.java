package io.weir.simulation.check;

import io.weir.simulation.history.Entry;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.History;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A small history in which nothing is wrong: an input, a chain that copies it with its offset in one transaction, a
 * transaction that is aborted, one whose end nobody knows, and a reader. A test changes one thing in it.
 */
final class GoodHistory {

    static final Place IN = new Place("in", 0);
    static final Place OUT = new Place("out", 0);
    static final Place OTHER = new Place("out", 1);

    private final List<Event> events = new ArrayList<>(List.of(
            new Event.Sent("feed", IN, "i0", Event.NONE, Event.NONE),
            new Event.Acked("i0", 0),
            new Event.Sent("feed", IN, "i1", Event.NONE, Event.NONE),
            new Event.Acked("i1", 1),
            new Event.Sent("chain", OUT, "c0", "t1", "i0"),
            new Event.Sent("chain", OTHER, "c1", "t1", "i1"),
            new Event.Committing("t1", "group", IN, 2),
            new Event.Acked("c0", 0),
            new Event.Acked("c1", 0),
            new Event.Ending("t1", true),
            new Event.Polled("reader", List.of(new Seen(OUT, 0, "c0"))),
            new Event.Ended("t1", true),
            new Event.Sent("chain", OUT, "gone", "t2", Event.NONE),
            new Event.Committing("t2", "group", IN, 7),
            new Event.Acked("gone", 2),
            new Event.Ending("t2", false),
            new Event.Ended("t2", false),
            new Event.Sent("chain", OUT, "left", "t3", Event.NONE),
            new Event.Sent("feed", IN, "i2", "t4", Event.NONE),
            new Event.Sent("feed", IN, "i3", "t4", Event.NONE),
            new Event.Acked("i2", 2),
            new Event.Acked("i3", 3),
            new Event.Ending("t4", true),
            new Event.Ended("t4", true),
            new Event.Sent("chain", OUT, "c2", "t5", "i2"),
            new Event.Sent("chain", OTHER, "c3", "t5", "i3"),
            new Event.Committing("t5", "group", IN, 4),
            new Event.Ending("t5", true),
            new Event.Polled("reader", List.of(new Seen(OTHER, 0, "c1"), new Seen(OUT, 5, "c2"))),
            new Event.Positioned("reader"),
            new Event.Polled("reader", List.of(new Seen(OUT, 0, "c0"))),
            new Event.Contents(
                    IN,
                    List.of(
                            new Seen(IN, 0, "i0"),
                            new Seen(IN, 1, "i1"),
                            new Seen(IN, 2, "i2"),
                            new Seen(IN, 3, "i3"))),
            new Event.Contents(OUT, List.of(new Seen(OUT, 0, "c0"), new Seen(OUT, 5, "c2"))),
            new Event.Contents(OTHER, List.of(new Seen(OTHER, 0, "c1"), new Seen(OTHER, 3, "c3"))),
            new Event.Fetched("group", IN, 4)));

    /** With another event after each that is like the one described. */
    GoodHistory with(Predicate<Event> after, Event added) {
        int at = indexOf(after);
        events.add(at + 1, added);
        return this;
    }

    GoodHistory without(Predicate<Event> what) {
        events.remove(indexOf(what));
        return this;
    }

    GoodHistory changed(Event from, Event to) {
        events.set(indexOf(from::equals), to);
        return this;
    }

    /** With other contents of a place. */
    GoodHistory contents(Place place, UnaryOperator<List<Seen>> change) {
        events.replaceAll(event ->
                event instanceof Event.Contents(Place where, List<Seen> records) && where.equals(place)
                        ? new Event.Contents(place, change.apply(new ArrayList<>(records)))
                        : event);
        return this;
    }

    List<Anomaly> anomalies() {
        History history = new History();
        for (int i = 0; i < events.size(); i++) {
            history.add(new Entry(i, events.get(i)));
        }
        return Checker.ofAnyHistory().withCopies("in", "out").check(history);
    }

    private int indexOf(Predicate<Event> what) {
        for (int i = 0; i < events.size(); i++) {
            if (what.test(events.get(i))) {
                return i;
            }
        }
        throw new IllegalArgumentException("the good history has no such event");
    }
}
