package io.weir.benchmarks.result;

import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.stats.Spread;
import java.util.List;
import java.util.Optional;

/** All rounds of one row, and what went wrong in them. */
public record Result(Row row, List<Measurement> weir, List<Measurement> kafka, List<String> failures) {

    public Result {
        weir = List.copyOf(weir);
        kafka = List.copyOf(kafka);
        failures = List.copyOf(failures);
    }

    /** One comparison for each figure that was measured, with its target when it has one. */
    public List<Comparison> comparisons(List<Target> targets) {
        return List.of(Metric.values()).stream()
                .map(metric -> new Comparison(
                        row, metric, spread(weir, metric), spread(kafka, metric), target(targets, metric)))
                .filter(comparison ->
                        comparison.weir().isPresent() || comparison.kafka().isPresent())
                .toList();
    }

    private static Optional<Spread> spread(List<Measurement> measurements, Metric metric) {
        List<Double> values = measurements.stream()
                .flatMap(measurement -> Optional.ofNullable(measurement.values().get(metric)).stream())
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    private Optional<Target> target(List<Target> targets, Metric metric) {
        return targets.stream()
                .filter(target -> target.row().equals(row.id()) && target.metric() == metric)
                .findFirst();
    }
}
