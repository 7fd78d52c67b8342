package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group's offset is one that somebody has asked to commit and that was not aborted, and it is not behind what was
 * committed when it was looked at last.
 */
final class GroupOffsets implements Rule {

    @Override
    public List<Anomaly> check(Facts facts) {
        List<Anomaly> anomalies = new ArrayList<>();
        for (Facts.GroupOffset look : facts.groupOffsets()) {
            Event.Fetched fetched = look.fetched();
            List<Event.Committing> its = facts.commits().stream()
                    .filter(commit -> commit.group().equals(fetched.group())
                            && commit.place().equals(fetched.place()))
                    .toList();
            boolean isPossible = its.stream()
                    .anyMatch(commit ->
                            commit.offset() == fetched.offset() && facts.fateOf(commit.transaction()) != Fate.ABORTED);
            if (!isPossible) {
                anomalies.add(new Anomaly(Anomaly.Kind.WRONG_GROUP_OFFSET, fetched + " was not committed by anybody"));
            }
        }
        facts.commits().stream()
                .filter(commit -> facts.fateOf(commit.transaction()) == Fate.COMMITTED)
                .forEach(commit -> last(commit.group(), commit.place(), facts)
                        .filter(look -> look.fetched().offset() < commit.offset())
                        .ifPresent(look -> anomalies.add(new Anomaly(
                                Anomaly.Kind.WRONG_GROUP_OFFSET, look.fetched() + " is behind " + commit))));
        return anomalies;
    }

    /** The last look at a group's offset. */
    static Optional<Facts.GroupOffset> last(String group, Place place, Facts facts) {
        return facts.groupOffsets().stream()
                .filter(look -> look.fetched().group().equals(group)
                        && look.fetched().place().equals(place))
                .reduce((_, later) -> later);
    }
}
