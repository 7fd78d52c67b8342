package io.weir.broker.telemetry.otlp;

import java.util.Map;

/**
 * One value of one metric of a client.
 *
 * @param name as the client calls it, such as {@code org.apache.kafka.producer.record.send.total}
 * @param isDelta whether the value is what came since the last push, and not all there is
 * @param attributes of what it is measured, and of the client
 */
public record MetricPoint(String name, Kind kind, boolean isDelta, Map<String, String> attributes, double value) {

    /** What may happen to a value. */
    public enum Kind {
        /** It comes and goes. */
        GAUGE,
        /** It only grows. */
        COUNTER
    }
}
