package io.weir.benchmarks.load;

import io.weir.benchmarks.machine.ProcessUse;
import io.weir.benchmarks.server.Server;

/** What a broker uses from now on, and how long it takes. */
public final class CostMeter {

    private static final double BYTES_PER_MB = 1e6;
    private static final double US_PER_SECOND = 1e6;
    private static final double NS_PER_SECOND = 1e9;

    private final ProcessUse use;
    private final double cpuAtStart;
    private final long startNs;

    private CostMeter(ProcessUse use) {
        this.use = use;
        use.resetPeak();
        this.cpuAtStart = use.cpuSeconds();
        this.startNs = System.nanoTime();
    }

    public static CostMeter start(Server server) {
        return new CostMeter(server.use());
    }

    /** For so many records of so many bytes since the start. */
    public Measurement stop(long records, int valueBytes) {
        double seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
        double cpuSeconds = use.cpuSeconds() - cpuAtStart;
        return Measurement.of(Metric.CPU_PER_RECORD, cpuSeconds * US_PER_SECOND / records)
                .with(Metric.RECORDS_PER_SECOND, records / seconds)
                .with(Metric.MB_PER_SECOND, records * (double) valueBytes / BYTES_PER_MB / seconds)
                .with(Metric.PEAK_MEMORY, use.peakResidentBytes() / BYTES_PER_MB);
    }
}
