package io.weir.simulation.check;

import io.weir.simulation.history.History;
import java.util.ArrayList;
import java.util.List;

/** Looks for everything that must not be in a history. */
public final class Checker {

    private final List<Rule> rules;

    private Checker(List<Rule> rules) {
        this.rules = rules;
    }

    /** The rules for every history. */
    public static Checker ofAnyHistory() {
        return new Checker(List.of(
                new LostWrites(),
                new AbortedReads(),
                new TornTransactions(),
                new Duplicates(),
                new PollOrder(),
                new SendOrder(),
                new InconsistentOffsets(),
                new PrecommittedReads(),
                new GroupOffsets()));
    }

    /** And that all of one topic has been copied to another, each record once; both were read when all was over. */
    public Checker withCopies(String fromTopic, String toTopic) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new CopiedOnce(fromTopic, toTopic));
        return new Checker(more);
    }

    /** All anomalies; none when the history is good. */
    public List<Anomaly> check(History history) {
        Facts facts = new Facts(history);
        return rules.stream().flatMap(rule -> rule.check(facts).stream()).toList();
    }
}
