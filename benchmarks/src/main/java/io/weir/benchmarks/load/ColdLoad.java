package io.weir.benchmarks.load;

import io.weir.benchmarks.server.Distribution;
import java.io.IOException;
import java.nio.file.Path;

/** A load that starts a broker of its own in the given folder, and ends it. */
public non-sealed interface ColdLoad extends Load {

    /** Runs once. */
    Measurement run(Distribution distribution, Path folder, Scale scale) throws IOException, InterruptedException;
}
