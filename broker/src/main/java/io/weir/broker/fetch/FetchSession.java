package io.weir.broker.fetch;

import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions one consumer fetches again and again (KIP-227): it names only what changes, and is told only of
 * partitions that have something new.
 *
 * <p>Guarded by its own monitor. Partitions that gave records go to the end, so that none starves in a small answer.
 */
final class FetchSession {

    private static final int FIRST_EPOCH = 1;

    private final int id;
    private final boolean byTopicId;
    private final LinkedHashMap<FetchTarget, Entry> entries = new LinkedHashMap<>();
    private int epoch = FIRST_EPOCH;
    private volatile long lastUsedMs;

    FetchSession(int id, boolean byTopicId, Map<FetchTarget, FetchPosition> positions, long nowMs) {
        this.id = id;
        this.byTopicId = byTopicId;
        this.lastUsedMs = nowMs;
        positions.forEach((target, position) -> entries.put(target, new Entry(position)));
    }

    int id() {
        return id;
    }

    boolean isByTopicId() {
        return byTopicId;
    }

    long lastUsedMs() {
        return lastUsedMs;
    }

    synchronized int size() {
        return entries.size();
    }

    /** Takes the next incremental request. Answers an error for one that is not the next in turn. */
    synchronized ErrorCode advance(
            int requestEpoch, Map<FetchTarget, FetchPosition> changed, Collection<FetchTarget> forgotten, long nowMs) {
        if (requestEpoch != epoch) {
            return ErrorCode.INVALID_FETCH_SESSION_EPOCH;
        }
        epoch = nextEpoch(epoch);
        lastUsedMs = nowMs;
        changed.forEach((target, position) -> {
            Entry known = entries.get(target);
            if (known == null) {
                entries.put(target, new Entry(position));
            } else {
                known.position = position;
            }
        });
        forgotten.forEach(entries::remove);
        return ErrorCode.NONE;
    }

    synchronized Map<FetchTarget, FetchPosition> positions() {
        Map<FetchTarget, FetchPosition> positions = LinkedHashMap.newLinkedHashMap(entries.size());
        entries.forEach((target, entry) -> positions.put(target, entry.position));
        return positions;
    }

    /** Remembers what the consumer is told, and leaves out what it knows. */
    synchronized List<FetchedPartition> remember(List<FetchedPartition> fetched, boolean onlyNews) {
        List<FetchedPartition> told = new ArrayList<>(fetched.size());
        for (FetchedPartition partition : fetched) {
            Entry entry = entries.get(partition.target());
            if (entry == null) {
                continue;
            }
            if (entry.update(partition.data()) || !onlyNews) {
                told.add(partition);
            }
            if (FetchedPartition.recordBytes(partition.data()) > 0) {
                entries.remove(partition.target());
                entries.put(partition.target(), entry);
            }
        }
        return told;
    }

    private static int nextEpoch(int epoch) {
        return epoch == Integer.MAX_VALUE ? FIRST_EPOCH : epoch + 1;
    }

    private static final class Entry {
        private FetchPosition position;
        private long highWatermark = -1;
        private long logStartOffset = -1;

        Entry(FetchPosition position) {
            this.position = position;
        }

        /** True when this says something the consumer has not been told. */
        boolean update(PartitionData data) {
            boolean news = FetchedPartition.recordBytes(data) > 0
                    || highWatermark != data.highWatermark()
                    || logStartOffset != data.logStartOffset()
                    || FetchedPartition.isExceptional(data);
            highWatermark = data.highWatermark();
            logStartOffset = data.logStartOffset();
            if (data.errorCode() != ErrorCode.NONE.code()) {
                // Told again until it is over, then told once that it is.
                highWatermark = -1;
            }
            return news;
        }
    }
}
