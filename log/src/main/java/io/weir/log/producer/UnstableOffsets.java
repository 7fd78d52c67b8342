package io.weir.log.producer;

import java.util.TreeMap;

/**
 * The transactions that hold back the last stable offset: those still open, and those ended by a marker that is not yet
 * below the high watermark. One thread changes it; any may ask.
 */
final class UnstableOffsets {

    private record Ended(long firstOffset, long lastOffset) {}

    /** Producer id by first offset. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    private volatile long firstOpen = Long.MAX_VALUE;
    private volatile Ended[] ended = new Ended[0];
    private volatile long highWatermarkSeen;

    void clear() {
        open.clear();
        ended = new Ended[0];
        firstOpen = Long.MAX_VALUE;
    }

    void begin(long producerId, long firstOffset) {
        open.put(firstOffset, producerId);
        firstOpen = open.firstKey();
    }

    void end(CompletedTransaction transaction) {
        // Into the ended ones first: a reader in between sees it in both, never in none.
        Ended[] kept = java.util.Arrays.stream(ended)
                .filter(e -> e.lastOffset() >= highWatermarkSeen)
                .toArray(Ended[]::new);
        Ended[] grown = java.util.Arrays.copyOf(kept, kept.length + 1);
        grown[kept.length] = new Ended(transaction.firstOffset(), transaction.lastOffset());
        ended = grown;
        open.remove(transaction.firstOffset());
        firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    }

    /** The last stable offset once this transaction is done with, for the index of aborted ones. */
    long stableAfter(CompletedTransaction transaction) {
        return open.entrySet().stream()
                .filter(e -> e.getValue() != transaction.producerId())
                .mapToLong(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse(transaction.lastOffset() + 1);
    }

    /** The offset that readers of committed data may read up to, exclusive. */
    long lastStableOffset(long highWatermark) {
        if (highWatermark > highWatermarkSeen) {
            highWatermarkSeen = highWatermark;
        }
        long stable = Math.min(highWatermark, firstOpen);
        for (Ended transaction : ended) {
            if (transaction.lastOffset() >= highWatermark) {
                stable = Math.min(stable, transaction.firstOffset());
            }
        }
        return stable;
    }
}
