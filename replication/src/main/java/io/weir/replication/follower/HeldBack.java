package io.weir.replication.follower;

import io.weir.replication.rate.Allowance;
import io.weir.replication.terms.ReplicaKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Partitions that may be copied only as fast as an allowance says, which other streams may share. They are let go one by one: a
 * leader sends all that it is asked for, whatever has been spent meanwhile.
 */
final class HeldBack {

    private final Allowance allowance;
    private final Set<ReplicaKey> waiting = new LinkedHashSet<>();

    HeldBack(Allowance allowance) {
        this.allowance = allowance;
    }

    void add(ReplicaKey key) {
        waiting.add(key);
    }

    void remove(ReplicaKey key) {
        waiting.remove(key);
    }

    void clear() {
        waiting.clear();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean mayGo() {
        return !waiting.isEmpty() && !allowance.isSpent();
    }

    /** Lets the one go that has waited longest, if any may go now. */
    Optional<ReplicaKey> next() {
        if (!mayGo()) {
            return Optional.empty();
        }
        ReplicaKey next = waiting.iterator().next();
        waiting.remove(next);
        return Optional.of(next);
    }

    /** Lets all go that need not wait any more. */
    List<ReplicaKey> release(Predicate<ReplicaKey> isFree) {
        List<ReplicaKey> free = waiting.stream().filter(isFree).toList();
        free.forEach(waiting::remove);
        return free;
    }

    void spend(int bytes) {
        allowance.spend(bytes);
    }
}
