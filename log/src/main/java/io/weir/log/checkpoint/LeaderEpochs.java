package io.weir.log.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which leader epoch wrote which part of a log: epochs and start offsets, both strictly rising. Immutable. Its text is
 * Kafka's {@code leader-epoch-checkpoint}.
 *
 * @param entries in rising order
 */
public record LeaderEpochs(List<EpochEntry> entries) {

    public static final String FILE_NAME = "leader-epoch-checkpoint";
    public static final LeaderEpochs NONE = new LeaderEpochs(List.of());

    public LeaderEpochs {
        entries = List.copyOf(entries);
    }

    /** @throws IllegalArgumentException when the text is not a whole checkpoint */
    public static LeaderEpochs parse(String text) {
        LeaderEpochs epochs = NONE;
        for (EpochEntry entry : entriesOf(text)) {
            epochs = epochs.assign(entry.epoch(), entry.startOffset());
        }
        return epochs;
    }

    /**
     * The entries of a text as they stand there, also those that contradict each other.
     *
     * @throws IllegalArgumentException when the text is not a whole checkpoint
     */
    public static List<EpochEntry> entriesOf(String text) {
        List<EpochEntry> entries = new ArrayList<>();
        for (String line : CheckpointText.parse(text)) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("bad line: " + line);
            }
            entries.add(new EpochEntry(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
        }
        return entries;
    }

    public String format() {
        return CheckpointText.format(
                entries.stream().map(e -> e.epoch() + " " + e.startOffset()).toList());
    }

    public OptionalInt latestEpoch() {
        return entries.isEmpty() ? OptionalInt.empty() : OptionalInt.of(last().epoch());
    }

    /** Records that {@code epoch} writes from {@code startOffset} on; entries it contradicts go. */
    public LeaderEpochs assign(int epoch, long startOffset) {
        if (epoch < 0 || (!entries.isEmpty() && last().epoch() == epoch && startOffset >= last().startOffset())) {
            return this;
        }
        List<EpochEntry> kept = new ArrayList<>(entries);
        while (!kept.isEmpty()
                && (kept.getLast().epoch() >= epoch || kept.getLast().startOffset() >= startOffset)) {
            kept.removeLast();
        }
        kept.add(new EpochEntry(epoch, startOffset));
        return new LeaderEpochs(kept);
    }

    /** As {@link #assign}, but an epoch that is not above the latest changes nothing: for batches read back from the log. */
    public LeaderEpochs extend(int epoch, long startOffset) {
        return latestEpoch().orElse(-1) >= epoch ? this : assign(epoch, startOffset);
    }

    /** Forgets epochs that begin at or after {@code endOffset}. */
    public LeaderEpochs truncateFromEnd(long endOffset) {
        if (entries.isEmpty() || last().startOffset() < endOffset) {
            return this;
        }
        return new LeaderEpochs(
                entries.stream().filter(e -> e.startOffset() < endOffset).toList());
    }

    /** Forgets epochs that ended before {@code startOffset}; the one that covers it now begins there. */
    public LeaderEpochs truncateFromStart(long startOffset) {
        List<EpochEntry> kept = new ArrayList<>(entries);
        EpochEntry covering = null;
        while (!kept.isEmpty() && kept.getFirst().startOffset() <= startOffset) {
            covering = kept.removeFirst();
        }
        if (covering == null || (covering.startOffset() == startOffset && kept.size() == entries.size() - 1)) {
            return this;
        }
        kept.addFirst(new EpochEntry(covering.epoch(), startOffset));
        return new LeaderEpochs(kept);
    }

    /** Where the requested epoch ended, after Kafka's OffsetsForLeaderEpoch. */
    public EpochEndOffset endOffsetFor(int requestedEpoch, long logEndOffset) {
        if (requestedEpoch < 0 || entries.isEmpty() || requestedEpoch > last().epoch()) {
            return EpochEndOffset.UNDEFINED;
        }
        if (requestedEpoch == last().epoch()) {
            return new EpochEndOffset(requestedEpoch, logEndOffset);
        }
        // Older than everything known: its data is gone, and what follows begins at the first known epoch.
        int floor = requestedEpoch;
        for (EpochEntry entry : entries) {
            if (entry.epoch() > requestedEpoch) {
                return new EpochEndOffset(floor, entry.startOffset());
            }
            floor = entry.epoch();
        }
        throw new IllegalStateException("Leader epochs out of order: " + entries);
    }

    /** The epoch that wrote {@code offset}. */
    public OptionalInt epochFor(long offset) {
        OptionalInt found = OptionalInt.empty();
        for (EpochEntry entry : entries) {
            if (entry.startOffset() > offset) {
                break;
            }
            found = OptionalInt.of(entry.epoch());
        }
        return found;
    }

    private EpochEntry last() {
        return entries.getLast();
    }
}
