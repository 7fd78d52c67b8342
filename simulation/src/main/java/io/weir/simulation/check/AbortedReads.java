package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Seen;
import java.util.List;

/** Nobody reads as committed what was aborted, what nobody asked to commit, or what nobody wrote there. */
final class AbortedReads implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        return facts.seen()
                .distinct()
                .filter(seen -> isWrong(seen, facts))
                .map(seen -> new Anomaly(Anomaly.Kind.ABORTED_READ, seen.toString()))
                .toList();
    }

    private static boolean isWrong(Seen seen, Facts facts) {
        Event.Sent write = facts.writes().get(seen.value());
        return write == null || !write.place().equals(seen.place()) || facts.fateOf(write) == Fate.ABORTED;
    }
}
