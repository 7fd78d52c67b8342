package io.weir.console.samples;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is drawn at one time.
 *
 * @param values by the names of their series; not a number where nothing is known
 */
record Sample(long timeMs, Map<String, Double> values) {

    private static final double NANOS_A_SECOND = 1e9;

    /** What happened between two readings; between one and itself nothing is known but what is so now. */
    static Sample between(Reading before, Reading now) {
        double seconds = (now.nanos() - before.nanos()) / NANOS_A_SECOND;
        Reading.Traffic then = before.traffic();
        Reading.Traffic traffic = now.traffic();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("bytesIn", rate(traffic.bytesIn() - then.bytesIn(), seconds));
        values.put("bytesOut", rate(traffic.bytesOut() - then.bytesOut(), seconds));
        values.put("recordsIn", rate(traffic.recordsIn() - then.recordsIn(), seconds));
        values.put("requests", rate(traffic.requests() - then.requests(), seconds));
        values.put("produceP50Ms", Percentile.between(before.produce(), now.produce(), 0.5));
        values.put("produceP99Ms", Percentile.between(before.produce(), now.produce(), 0.99));
        values.put("fetchP50Ms", Percentile.between(before.fetch(), now.fetch(), 0.5));
        values.put("fetchP99Ms", Percentile.between(before.fetch(), now.fetch(), 0.99));
        values.put("maxLag", now.maxLag());
        values.put("connections", (double) traffic.connections());
        return new Sample(now.timeMs(), values);
    }

    private static double rate(long amount, double seconds) {
        return seconds > 0 ? amount / seconds : Double.NaN;
    }
}
