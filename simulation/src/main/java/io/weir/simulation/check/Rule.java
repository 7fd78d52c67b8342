package io.weir.simulation.check;

import java.util.List;

/** One thing that must hold in every history. */
@FunctionalInterface
interface Rule {

    /** Every breach of it. */
    List<Anomaly> check(Facts facts);
}
