package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One offset holds one value, whoever acknowledges or reads it, and it is the offset that was acknowledged. */
final class InconsistentOffsets implements Rule {

    private record Spot(Place place, long offset) {}

    @Override
    public List<Anomaly> check(Facts facts) {
        Map<Spot, String> values = new HashMap<>();
        List<Anomaly> anomalies = new ArrayList<>();
        // An acknowledged record of a transaction that is not committed may be gone after a crash, and its offset
        // taken.
        facts.acks().forEach((value, offset) -> {
            Event.Sent write = facts.writes().get(value);
            if (write != null && facts.fateOf(write) == Fate.COMMITTED) {
                Seen told = new Seen(write.place(), offset, value);
                put(told, values, anomalies);
                facts.found(value)
                        .filter(found -> !found.equals(told))
                        .ifPresent(found -> anomalies.add(new Anomaly(
                                Anomaly.Kind.INCONSISTENT_OFFSET, found + ", and not where its ack said: " + told)));
            }
        });
        facts.seen().forEach(seen -> put(seen, values, anomalies));
        return anomalies;
    }

    private static void put(Seen seen, Map<Spot, String> values, List<Anomaly> anomalies) {
        String before = values.putIfAbsent(new Spot(seen.place(), seen.offset()), seen.value());
        if (before != null && !before.equals(seen.value())) {
            anomalies.add(new Anomaly(Anomaly.Kind.INCONSISTENT_OFFSET, seen + ", where " + before + " is, too"));
        }
    }
}
