package io.weir.broker.telemetry;

import io.weir.broker.observation.ClientReadings.Reading;
import io.weir.broker.observation.ClientReadings.Series;
import io.weir.broker.telemetry.otlp.MetricPoint;
import io.weir.broker.telemetry.otlp.MetricPoints;
import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of the last push of each client, at most so many in all, and a fifth of them of one client. A push
 * replaces those before it, so that what a client no longer measures is gone; they are kept for three intervals after
 * it, a minute at least, also when the client has ended: somebody has yet to read them. Safe for use by any thread.
 */
final class PushedValues {

    private static final int SHARE_OF_ONE = 5;

    private record Kept(Reading reading, long untilMs) {}

    private final int most;
    /** The one that pushed longest ago comes first. */
    private final LinkedHashMap<Uuid, Kept> byId = new LinkedHashMap<>();

    private int count;

    PushedValues(int most) {
        this.most = most;
    }

    /** So many values of one client are kept at most. */
    int mostOfOne() {
        return Math.ceilDiv(most, SHARE_OF_ONE);
    }

    synchronized void put(ClientIdentity client, MetricPoints pushed, long nowMs, long untilMs) {
        Map<Series, Double> old = forget(client.instanceId());
        while (!byId.isEmpty() && isOver(byId.firstEntry().getValue(), nowMs)) {
            forget(byId.firstEntry().getKey());
        }
        Map<Series, Double> values = new HashMap<>();
        int leftOut = pushed.leftOut();
        for (MetricPoint point : pushed.points()) {
            boolean isCounter = point.kind() == MetricPoint.Kind.COUNTER;
            Series series = new Series(point.name(), isCounter, point.attributes());
            double value = point.isDelta() ? old.getOrDefault(series, 0.0) + point.value() : point.value();
            if (isCounter && !isGrowth(point.value())) {
                // No counter falls; what it was stays, so that it does not seem to begin anew.
                value = old.getOrDefault(series, 0.0);
            }
            boolean hasRoom =
                    values.containsKey(series) || (values.size() < mostOfOne() && count + values.size() < most);
            if (hasRoom) {
                values.put(series, value);
            } else {
                leftOut++;
            }
        }
        if (byId.size() >= ClientInstances.MOST) {
            forget(byId.firstEntry().getKey());
        }
        count += values.size();
        byId.put(client.instanceId(), new Kept(new Reading(client.seen(), Map.copyOf(values), leftOut), untilMs));
    }

    synchronized List<Reading> read(long nowMs) {
        List.copyOf(byId.entrySet()).stream()
                .filter(entry -> isOver(entry.getValue(), nowMs))
                .forEach(entry -> forget(entry.getKey()));
        return byId.values().stream().map(Kept::reading).toList();
    }

    private static boolean isGrowth(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }

    private static boolean isOver(Kept kept, long nowMs) {
        return kept.untilMs <= nowMs;
    }

    /** Gives what there was. */
    private Map<Series, Double> forget(Uuid id) {
        Kept kept = byId.remove(id);
        if (kept == null) {
            return Map.of();
        }
        count -= kept.reading.values().size();
        return kept.reading.values();
    }
}
