package io.weir.cli.bench;

import io.weir.cli.stats.Latencies;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a run took, for people and for programs. */
final class BenchReport {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private final Sending sending;
    private final Reading reading;
    private final double seconds;
    private final int sizeBytes;

    BenchReport(Sending sending, Reading reading, long tookNanos, int sizeBytes) {
        this.sending = sending;
        this.reading = reading;
        this.seconds = tookNanos / 1e9;
        this.sizeBytes = sizeBytes;
    }

    private long perSecond() {
        return Math.round(sending.acknowledged().count() / seconds);
    }

    List<String> lines(boolean readBack) {
        List<String> lines = new ArrayList<>();
        lines.add(Units.count(sending.acknowledged().count(), "record") + " in "
                + Units.seconds(Math.round(seconds * 1000)) + ": " + Units.count(perSecond(), "record") + "/s, "
                + Units.bytes(perSecond() * sizeBytes) + "/s.");
        lines.add("Acknowledged after  " + text(sending.acknowledged()));
        if (readBack) {
            lines.add("Read back after     " + text(reading.arrived()));
            lines.add(Units.count(reading.missing(), "record") + " missing, " + reading.twice() + " came twice.");
        }
        return lines;
    }

    private static String text(Latencies latencies) {
        StringBuilder line = new StringBuilder();
        for (double percentile : PERCENTILES) {
            line.append(String.format(
                    Locale.ROOT,
                    "%s %.2f ms  ",
                    name(percentile).replace("max", "at most"),
                    millis(latencies, percentile)));
        }
        return line.toString().stripTrailing();
    }

    /** To a hundredth. */
    private static double millis(Latencies latencies, double percentile) {
        return Math.round(latencies.percentile(percentile) / 10_000.0) / 100.0;
    }

    private static String name(double percentile) {
        if (percentile == 100) {
            return "max";
        }
        return percentile == Math.rint(percentile) ? "p" + (int) percentile : "p" + percentile;
    }

    Fields fields() {
        return Fields.of("records", sending.acknowledged().count())
                .and("failed", sending.failed())
                .and("seconds", seconds)
                .and("recordsPerSecond", perSecond())
                .and("bytesPerSecond", perSecond() * sizeBytes)
                .and("acknowledgedMs", percentiles(sending.acknowledged()));
    }

    void readBack(Fields fields) {
        fields.and("readBackMs", percentiles(reading.arrived()))
                .and("missing", reading.missing())
                .and("twice", reading.twice());
    }

    private static Map<String, Double> percentiles(Latencies latencies) {
        Map<String, Double> values = new TreeMap<>();
        for (double percentile : PERCENTILES) {
            values.put(name(percentile), millis(latencies, percentile));
        }
        return values;
    }
}
