package io.weir.cli.demo;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Measures how long a lost member's partitions were nobody's. */
final class Takeover {

    private final Set<Integer> orphans = new HashSet<>();
    private long lostAtNanos;
    private boolean lost;
    private OptionalLong tookNanos = OptionalLong.empty();

    /** A member is gone and these partitions were its own. */
    synchronized void lost(Set<Integer> partitions, long nowNanos) {
        orphans.addAll(partitions);
        lostAtNanos = nowNanos;
        lost = true;
    }

    /** A living member was given these partitions. */
    synchronized void assigned(Set<Integer> partitions, long nowNanos) {
        if (lost && orphans.removeAll(partitions) && orphans.isEmpty()) {
            tookNanos = OptionalLong.of(nowNanos - lostAtNanos);
        }
    }

    /** How many partitions wait for a new owner. */
    synchronized int waiting() {
        return orphans.size();
    }

    /** How long it took until the last of them had one; empty before that. */
    synchronized OptionalLong tookNanos() {
        return tookNanos;
    }
}
