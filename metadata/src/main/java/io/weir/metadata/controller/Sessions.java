package io.weir.metadata.controller;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the active controller last heard from whom. Kept in memory only: a new controller gives everybody a full session,
 * and so does one that has itself not run for a while, for then it was it that heard nothing.
 */
final class Sessions {

    /** Between two looks. A controller that looks more seldom was held up. */
    private static final long MAX_GAP_MS = 2_000;

    private final Map<Integer, Long> lastHeardMs = new HashMap<>();
    private long lastLookMs = Long.MIN_VALUE;

    void heard(int nodeId, long nowMs) {
        lastHeardMs.put(nodeId, nowMs);
    }

    boolean isLive(int nodeId, long nowMs, long timeoutMs) {
        Long heardMs = lastHeardMs.get(nodeId);
        return heardMs != null && nowMs - heardMs < timeoutMs;
    }

    /** Those among these who have been silent for so long. */
    List<Integer> silent(Collection<Integer> nodeIds, long nowMs, long timeoutMs) {
        boolean heldUp = lastLookMs == Long.MIN_VALUE || nowMs - lastLookMs > MAX_GAP_MS || nowMs < lastLookMs;
        lastLookMs = nowMs;
        if (heldUp) {
            nodeIds.forEach(nodeId -> heard(nodeId, nowMs));
        }
        nodeIds.forEach(nodeId -> lastHeardMs.putIfAbsent(nodeId, nowMs));
        lastHeardMs.keySet().retainAll(nodeIds);
        return nodeIds.stream()
                .filter(nodeId -> !isLive(nodeId, nowMs, timeoutMs))
                .toList();
    }

    /** Another leadership begins, or this one ends. */
    void forget() {
        lastHeardMs.clear();
        lastLookMs = Long.MIN_VALUE;
    }
}
