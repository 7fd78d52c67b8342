package io.weir.benchmarks.cold;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.Distribution;
import io.weir.benchmarks.server.Server;
import java.io.IOException;
import java.nio.file.Path;

/** From the command to the first answered request, and what a broker costs that has nothing to do. */
public record StartLoad() implements ColdLoad {

    private static final double NS_PER_MS = 1e6;
    private static final double BYTES_PER_MB = 1e6;
    private static final double MS_PER_SECOND = 1e3;

    @Override
    public Measurement run(Distribution distribution, Path folder, Scale scale)
            throws IOException, InterruptedException {
        try (Server server = Server.prepare(distribution, folder)) {
            double startMs = server.start().toNanos() / NS_PER_MS;
            Thread.sleep(scale.idle());
            double before = server.use().cpuSeconds();
            Thread.sleep(scale.idle());
            double idleCpu = (server.use().cpuSeconds() - before) * MS_PER_SECOND;
            return Measurement.of(Metric.START, startMs)
                    .with(Metric.IDLE_CPU, idleCpu / scale.idle().toSeconds())
                    .with(Metric.IDLE_MEMORY, server.use().residentBytes() / BYTES_PER_MB);
        }
    }
}
