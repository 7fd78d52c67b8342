package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import java.io.IOException;

/** A load on a broker that runs already and has had the same loads as the other: warmed up the same way. */
public non-sealed interface LiveLoad extends Load {

    /** Runs once; topics it makes are gone afterwards. */
    Measurement run(LiveBroker broker, Scale scale) throws IOException, InterruptedException;
}
