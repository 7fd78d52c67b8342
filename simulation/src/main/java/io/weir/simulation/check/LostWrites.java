package io.weir.simulation.check;

import java.util.List;

/** What was acknowledged outside of transactions, or committed in one, is there when all is over. */
final class LostWrites implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        return facts.writes().values().stream()
                .filter(write -> facts.contents().containsKey(write.place()))
                .filter(write -> facts.fateOf(write) == Fate.COMMITTED)
                .filter(write -> facts.found(write.value()).isEmpty())
                .map(write -> new Anomaly(
                        Anomaly.Kind.LOST_WRITE,
                        write + ", acknowledged at " + facts.acks().get(write.value())))
                .toList();
    }
}
