package io.weir.metadata.controller;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the active controller last heard from whom. Kept in memory only: a new controller gives everybody a full session.
 * While it has itself not run nobody was silent, for it was it that heard nothing; that time does not count, and no more than
 * that: one that is slow for long still finds who is gone.
 */
final class Sessions {

    /** Between two looks. What is longer is time in which the controller did not run. */
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
        if (lastLookMs == Long.MIN_VALUE || nowMs < lastLookMs) {
            nodeIds.forEach(nodeId -> heard(nodeId, nowMs));
        } else if (nowMs - lastLookMs > MAX_GAP_MS) {
            long notRunMs = nowMs - lastLookMs - MAX_GAP_MS;
            lastHeardMs.replaceAll((_, heardMs) -> Math.min(nowMs, heardMs + notRunMs));
        }
        lastLookMs = nowMs;
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
