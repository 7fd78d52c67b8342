package io.weir.simulation.check;

import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was sent once is at one offset of one place. */
final class Duplicates implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        Map<String, Seen> first = new HashMap<>();
        Set<Anomaly> duplicates = new LinkedHashSet<>();
        facts.seen().forEach(seen -> {
            Seen before = first.putIfAbsent(seen.value(), seen);
            if (before != null && !before.equals(seen)) {
                duplicates.add(new Anomaly(Anomaly.Kind.DUPLICATE, before + " and " + seen));
            }
        });
        // Within one place, the very same record twice in what was read once.
        facts.contents().forEach((place, records) -> {
            Set<Seen> once = new LinkedHashSet<>();
            records.stream()
                    .filter(seen -> !once.add(seen))
                    .forEach(seen -> duplicates.add(new Anomaly(Anomaly.Kind.DUPLICATE, seen + " was read twice")));
        });
        return new ArrayList<>(duplicates);
    }
}
