package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Exactly once: each record of one topic has one copy in another. */
record CopiedOnce(String fromTopic, String toTopic) implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        Map<String, List<Seen>> copies = new HashMap<>();
        in(toTopic, facts).forEach(seen -> {
            Event.Sent write = facts.writes().get(seen.value());
            // What nobody wrote is another rule's to find.
            if (write != null) {
                copies.computeIfAbsent(write.copyOf(), _ -> new ArrayList<>()).add(seen);
            }
        });
        List<Anomaly> anomalies = new ArrayList<>();
        for (Seen input : in(fromTopic, facts)) {
            List<Seen> its = copies.getOrDefault(input.value(), List.of());
            if (its.isEmpty()) {
                anomalies.add(new Anomaly(Anomaly.Kind.LOST_WRITE, input + " was never copied"));
            } else if (its.size() > 1) {
                anomalies.add(new Anomaly(Anomaly.Kind.DUPLICATE, input + " was copied to " + its));
            }
        }
        return anomalies;
    }

    private static List<Seen> in(String topic, Facts facts) {
        return facts.contents().values().stream()
                .flatMap(List::stream)
                .filter(seen -> seen.place().topic().equals(topic))
                .toList();
    }
}
