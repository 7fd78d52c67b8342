package io.weir.benchmarks.result;

import io.weir.benchmarks.load.Metric;
import java.util.OptionalDouble;

/**
 * What a figure has to reach.
 *
 * @param ratio to Kafka's figure of the same run: at least, where more is better, else at most
 * @param absolute in the metric's unit, held besides the ratio, in the same sense
 */
public record Target(String row, Metric metric, double ratio, OptionalDouble absolute) {

    public boolean isMetBy(double value, double measuredRatio) {
        return reaches(measuredRatio, ratio) && (absolute.isEmpty() || reaches(value, absolute.getAsDouble()));
    }

    private boolean reaches(double measured, double wanted) {
        return metric.isHigherBetter() ? measured >= wanted : measured <= wanted;
    }
}
