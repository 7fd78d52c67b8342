package io.weir.benchmarks.cold;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.Distribution;
import io.weir.benchmarks.server.Server;
import java.io.IOException;
import java.nio.file.Path;

/** What the broker's memory grows by when many connections have each asked something, and then are silent. */
public record ConnectionsLoad() implements ColdLoad {

    private static final int KIB = 1024;

    @Override
    public Measurement run(Distribution distribution, Path folder, Scale scale)
            throws IOException, InterruptedException {
        try (Server server = Server.prepare(distribution, folder)) {
            server.start();
            // The first ones pay for code that is loaded and compiled, not for connections.
            try (IdleConnections idle = new IdleConnections(server.port())) {
                idle.open(scale.connections() / 4);
                Thread.sleep(scale.idle());
                double before = server.use().residentBytes();
                idle.open(scale.connections());
                Thread.sleep(scale.idle());
                double grown = server.use().residentBytes() - before;
                return Measurement.of(Metric.CONNECTION_MEMORY, grown / KIB / scale.connections());
            }
        }
    }
}
