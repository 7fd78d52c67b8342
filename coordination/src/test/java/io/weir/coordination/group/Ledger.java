package io.weir.coordination.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the coordinator has told its clients, and what it may therefore never say again. */
final class Ledger {

    /** No request waits longer: new members are given up after 300 s, rebalances of the histories take far less. */
    private static final long LONGEST_WAIT_MS = 310_000;

    private record Place(String groupId, int number) {}

    private record Open(String what, long sinceMs) {}

    private final Map<Place, Map<Integer, String>> ownersByGeneration = new HashMap<>();
    private final Map<String, Integer> lastGeneration = new HashMap<>();
    private final Map<Place, Long> committed = new HashMap<>();
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final List<Throwable> violations = new ArrayList<>();
    private long requests;
    private long generations;

    /** Does something with an answer. What it finds wrong would be lost in a future, so it is kept for later. */
    void whileAnswering(Runnable action) {
        try {
            action.run();
        } catch (AssertionError | RuntimeException e) {
            violations.add(e);
        }
    }

    /** A request was sent; returns its number. */
    long asked(String what, long nowMs) {
        requests++;
        open.put(requests, new Open(what, nowMs));
        return requests;
    }

    void answered(long request) {
        if (open.remove(request) == null) {
            throw new AssertionError("request " + request + " was answered twice");
        }
    }

    /** Fails when a promise was broken up to now, or a request waits too long. */
    void assertKept(long nowMs) {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.getFirst());
        }
        for (Open request : open.values()) {
            if (nowMs - request.sinceMs > LONGEST_WAIT_MS) {
                throw new AssertionError(request.what + " waits since " + request.sinceMs + ", now it is " + nowMs);
            }
        }
    }

    /** The coordinator told an owner its partitions: nobody else may have one of them in this generation. */
    void assigned(String groupId, int generation, String owner, Set<Integer> partitions) {
        int last = lastGeneration.getOrDefault(groupId, 0);
        if (generation < last) {
            throw new AssertionError(groupId + " went back from generation " + last + " to " + generation);
        }
        if (generation > last) {
            generations++;
            lastGeneration.put(groupId, generation);
        }
        Map<Integer, String> owners =
                ownersByGeneration.computeIfAbsent(new Place(groupId, generation), place -> new HashMap<>());
        for (int partition : partitions) {
            String before = owners.putIfAbsent(partition, owner);
            if (before != null && !before.equals(owner)) {
                throw new AssertionError("partition " + partition + " of " + groupId + " has two owners in generation "
                        + generation + ": " + before + " and " + owner);
            }
        }
    }

    Set<Integer> assignedPartitions(String groupId, int generation) {
        return ownersByGeneration
                .getOrDefault(new Place(groupId, generation), Map.of())
                .keySet();
    }

    void committed(String groupId, int partition, long offset) {
        committed.merge(new Place(groupId, partition), offset, Math::max);
    }

    long lastCommitted(String groupId, int partition) {
        return committed.getOrDefault(new Place(groupId, partition), -1L);
    }

    /** An offset was read that was asked for when at least this one had been committed. */
    void fetched(String groupId, int partition, long offset, long committedBefore) {
        if (offset < committedBefore) {
            throw new AssertionError("offset of partition " + partition + " of " + groupId + " went back from "
                    + committedBefore + " to " + offset);
        }
    }

    /** How many generations were assigned to somebody. */
    long generations() {
        return generations;
    }

    int openRequests() {
        return open.size();
    }
}
