package io.weir.metadata.image;

import java.util.List;

/**
 * Who may lead a partition besides its in-sync replicas (KIP-966).
 *
 * @param eligible  node ids of replicas that are not in sync, and have all that was acknowledged: nothing was since they left
 * @param lastKnown who led last, while nobody does; {@link Leadership#NO_LEADER} while somebody does
 */
public record Successors(List<Integer> eligible, int lastKnown) {

    /** Only those in sync may lead. */
    public static final Successors NONE = new Successors(List.of(), Leadership.NO_LEADER);

    public Successors {
        eligible = List.copyOf(eligible);
    }

    /** Nearly all partitions share {@link #NONE}. */
    public static Successors of(List<Integer> eligible, int lastKnown) {
        return eligible.isEmpty() && lastKnown == Leadership.NO_LEADER ? NONE : new Successors(eligible, lastKnown);
    }

    /** Those of them that are among these replicas, and not in sync. */
    Successors among(List<Integer> replicas, List<Integer> isr) {
        if (eligible.isEmpty()) {
            return this;
        }
        return of(
                eligible.stream()
                        .filter(id -> replicas.contains(id) && !isr.contains(id))
                        .toList(),
                lastKnown);
    }
}
