package io.weir.simulation.replication;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What clients know of one partition: what they were told is kept, and what they have read. */
final class Told {

    private final SortedMap<Long, String> known = new TreeMap<>();
    private long start;
    private int losses;
    private int lostIn = -1;

    /** How often records were lost as they may be. */
    int losses() {
        return losses;
    }

    /** What is before was deleted: it may be there, or not, or in part. */
    long start() {
        return start;
    }

    Map<Long, String> known() {
        return known;
    }

    /** Whether a leader of this epoch knows of all that was lost before it. */
    boolean counts(int leaderEpoch) {
        return leaderEpoch > lostIn;
    }

    /**
     * Takes what a leader of this epoch has told.
     *
     * @return what was there before, if that is something else
     */
    Optional<String> add(Replica.Entry entry, int leaderEpoch) {
        if (entry.offset() < start || !counts(leaderEpoch)) {
            return Optional.empty();
        }
        String before = known.putIfAbsent(entry.offset(), entry.value());
        return Optional.ofNullable(before).filter(value -> !value.equals(entry.value()));
    }

    /** What is before this offset was deleted, or will be; it may come back where records are lost. */
    void deleted(long before) {
        start = Math.max(start, before);
        known.headMap(start).clear();
    }

    /** What is from this offset on may be gone, and leaders up to this epoch do not know. */
    void lost(long from, int leaderEpoch) {
        known.tailMap(from).clear();
        losses++;
        lostIn = leaderEpoch;
    }
}
