package io.weir.benchmarks.run;

import io.weir.benchmarks.machine.DiskProbe;
import io.weir.benchmarks.machine.LoopbackProbe;
import io.weir.benchmarks.machine.MachineLimits;
import java.io.IOException;
import java.nio.file.Path;

/** Measures the machine itself, on the disk the brokers use. */
record Limits(Path folder, boolean quick) {

    private static final long MIB = 1 << 20;
    private static final int SMALL_BYTES = 4 << 10;
    private static final int LARGE_BYTES = 64 << 10;

    MachineLimits measure() throws IOException, InterruptedException {
        DiskProbe disk = new DiskProbe(folder);
        int flushes = quick ? 200 : 2_000;
        long loopbackBytes = (quick ? 1024 : 8192) * MIB;
        int roundTrips = quick ? 20_000 : 100_000;
        // Once for the code to be compiled.
        LoopbackProbe.mbPerSecond(loopbackBytes / 4);
        return new MachineLimits(
                disk.writeMbPerSecond((quick ? 128 : 2048) * MIB),
                disk.flush(SMALL_BYTES, flushes),
                disk.flush(LARGE_BYTES, flushes),
                LoopbackProbe.mbPerSecond(loopbackBytes),
                LoopbackProbe.roundTrip(roundTrips));
    }
}
