package io.weir.simulation.check;

import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Between two changes of its positions a reader gets the records of each place in order, and all of them. */
final class PollOrder implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        Map<Place, NavigableSet<Long>> offsets = new HashMap<>();
        facts.contents().forEach((place, records) -> {
            NavigableSet<Long> all = new TreeSet<>();
            records.forEach(seen -> all.add(seen.offset()));
            offsets.put(place, all);
        });
        List<Anomaly> anomalies = new ArrayList<>();
        facts.polls()
                .forEach((reader, stretches) -> stretches.forEach(stretch -> {
                    Map<Place, Seen> last = new HashMap<>();
                    for (Facts.Poll poll : stretch) {
                        for (Seen seen : poll.records()) {
                            Seen before = last.put(seen.place(), seen);
                            if (before != null) {
                                compare(reader, before, seen, offsets, anomalies);
                            }
                        }
                    }
                }));
        return anomalies;
    }

    private static void compare(
            String reader, Seen before, Seen next, Map<Place, NavigableSet<Long>> offsets, List<Anomaly> anomalies) {
        if (next.offset() <= before.offset()) {
            anomalies.add(
                    new Anomaly(Anomaly.Kind.NON_MONOTONIC_POLL, reader + " reads " + before + " and then " + next));
            return;
        }
        NavigableSet<Long> there = offsets.getOrDefault(next.place(), new TreeSet<>());
        NavigableSet<Long> between = there.subSet(before.offset(), false, next.offset(), false);
        if (!between.isEmpty()) {
            anomalies.add(new Anomaly(
                    Anomaly.Kind.SKIPPED_POLL,
                    reader + " reads " + before + " and then " + next + ", and not offsets " + between));
        }
    }
}
