package io.weir.metadata.image;

import java.util.List;

/**
 * How the replicas of a partition are about to change (KIP-455). While it lasts they are the wanted ones and then those that
 * are removed.
 *
 * @param adding   node ids that were not among its replicas before
 * @param removing node ids that will not be
 */
public record Reassignment(List<Integer> adding, List<Integer> removing) {

    /** It stays where it is. */
    public static final Reassignment NONE = new Reassignment(List.of(), List.of());

    public Reassignment {
        adding = List.copyOf(adding);
        removing = List.copyOf(removing);
    }

    /** Most partitions share {@link #NONE}. */
    public static Reassignment of(List<Integer> adding, List<Integer> removing) {
        return adding.isEmpty() && removing.isEmpty() ? NONE : new Reassignment(adding, removing);
    }

    public boolean isInProgress() {
        return !adding.isEmpty() || !removing.isEmpty();
    }
}
