package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All records of a transaction are there when all is over, or none; and with them the offsets it committed. */
final class TornTransactions implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        Map<String, List<Event.Sent>> byTransaction = new LinkedHashMap<>();
        facts.writes().values().stream()
                .filter(write -> !write.transaction().equals(Event.NONE))
                .filter(write -> facts.contents().containsKey(write.place()))
                .forEach(write -> byTransaction
                        .computeIfAbsent(write.transaction(), _ -> new ArrayList<>())
                        .add(write));
        List<Anomaly> torn = new ArrayList<>();
        byTransaction.forEach((name, writes) -> {
            List<Event.Sent> there = writes.stream()
                    .filter(write -> facts.found(write.value()).isPresent())
                    .toList();
            if (!there.isEmpty() && there.size() < writes.size()) {
                List<Event.Sent> missing = new ArrayList<>(writes);
                missing.removeAll(there);
                torn.add(new Anomaly(
                        Anomaly.Kind.TORN_TRANSACTION, name + " has " + there + " there and not " + missing));
            }
            if (!there.isEmpty()) {
                offsetsBehind(name, facts)
                        .forEach(commit -> torn.add(new Anomaly(
                                Anomaly.Kind.TORN_TRANSACTION, name + " has its records there and not its " + commit)));
            }
        });
        return torn;
    }

    private static List<Event.Committing> offsetsBehind(String transaction, Facts facts) {
        return facts.commits().stream()
                .filter(commit -> commit.transaction().equals(transaction))
                .filter(commit -> GroupOffsets.last(commit.group(), commit.place(), facts)
                        .filter(last -> last.fetched().offset() < commit.offset())
                        .isPresent())
                .toList();
    }
}
