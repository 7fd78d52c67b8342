package io.weir.coordination.sharestate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what was known of offsets and what is new. */
final class StateBatches {

    /** By first offset, none overlapping another. */
    private final TreeMap<Long, StateBatch> byFirst = new TreeMap<>();

    private StateBatches() {}

    /** One list of both, in order, as few batches as possible, without what is before the start; -1 cuts nothing off. */
    static List<StateBatch> merged(List<StateBatch> known, List<StateBatch> news, long startOffset) {
        StateBatches all = new StateBatches();
        for (List<StateBatch> batches : List.of(known, news)) {
            for (StateBatch batch : batches) {
                // One that ends before it begins says nothing of any offset.
                if (batch.lastOffset() >= Math.max(startOffset, batch.firstOffset())) {
                    all.add(batch.from(startOffset));
                }
            }
        }
        return all.joined();
    }

    private void add(StateBatch added) {
        Map.Entry<Long, StateBatch> before = byFirst.floorEntry(added.firstOffset());
        StateBatch rest = added;
        StateBatch overlapped = before != null && before.getValue().lastOffset() >= added.firstOffset()
                ? before.getValue()
                : next(added);
        while (overlapped != null) {
            byFirst.remove(overlapped.firstOffset());
            keepOutside(overlapped, rest);
            StateBatch common = overlapped.from(rest.firstOffset()).until(rest.lastOffset());
            if (rest.firstOffset() < common.firstOffset()) {
                put(rest.until(common.firstOffset() - 1));
            }
            put(
                    overlapped.supersedes(rest)
                            ? common
                            : rest.from(common.firstOffset()).until(common.lastOffset()));
            if (common.lastOffset() == rest.lastOffset()) {
                return;
            }
            rest = rest.from(common.lastOffset() + 1);
            overlapped = next(rest);
        }
        put(rest);
    }

    private void keepOutside(StateBatch overlapped, StateBatch rest) {
        if (overlapped.firstOffset() < rest.firstOffset()) {
            put(overlapped.until(rest.firstOffset() - 1));
        }
        if (overlapped.lastOffset() > rest.lastOffset()) {
            put(overlapped.from(rest.lastOffset() + 1));
        }
    }

    private @Nullable StateBatch next(StateBatch from) {
        Map.Entry<Long, StateBatch> entry = byFirst.ceilingEntry(from.firstOffset());
        return entry != null && entry.getKey() <= from.lastOffset() ? entry.getValue() : null;
    }

    private void put(StateBatch batch) {
        byFirst.put(batch.firstOffset(), batch);
    }

    private List<StateBatch> joined() {
        List<StateBatch> joined = new ArrayList<>();
        for (StateBatch batch : byFirst.values()) {
            if (!joined.isEmpty() && joined.getLast().isContinuedBy(batch)) {
                StateBatch last = joined.removeLast();
                joined.add(
                        new StateBatch(last.firstOffset(), batch.lastOffset(), batch.state(), batch.deliveryCount()));
            } else {
                joined.add(batch);
            }
        }
        return List.copyOf(joined);
    }
}
