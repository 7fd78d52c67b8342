package io.weir.coordination.group;

import java.util.Optional;
import java.util.Set;

/** A consumer of either protocol, as far as histories are concerned. */
interface GroupReader {

    /** Its member id; empty while it has none. */
    String id();

    Optional<String> instance();

    boolean wants(String topic);

    /** What it reads, as "topic:partition". */
    Set<String> reading();

    /** Hears what it was told, and does what comes next. */
    void acts();

    /** It stops reading, and says so if members of its kind do. */
    void leaves();
}
