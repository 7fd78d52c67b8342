package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.List;

/** A record is read as committed only after somebody has asked for the commit. */
final class PrecommittedReads implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        List<Anomaly> anomalies = new ArrayList<>();
        facts.polls()
                .forEach((reader, stretches) -> stretches.stream()
                        .flatMap(List::stream)
                        .forEach(poll -> poll.records().stream()
                                .filter(seen -> isTooEarly(seen, poll.atNanos(), facts))
                                .forEach(seen -> anomalies.add(
                                        new Anomaly(Anomaly.Kind.PRECOMMITTED_READ, reader + " reads " + seen)))));
        return anomalies;
    }

    private static boolean isTooEarly(Seen seen, long atNanos, Facts facts) {
        Event.Sent write = facts.writes().get(seen.value());
        if (write == null) {
            return false;
        }
        Transaction transaction = facts.transactions().get(write.transaction());
        return transaction != null && transaction.isCommitAsked() && atNanos < transaction.askedAtNanos();
    }
}
