package io.weir.benchmarks.stats;

import java.util.Arrays;
import java.util.Collection;

/** The middle and the ends of several measurements of one figure. */
public record Spread(double median, double min, double max) {

    /**
     * Of an even number of measurements the median is the mean of the two in the middle.
     *
     * @throws IllegalArgumentException when there is no measurement
     */
    public static Spread of(Collection<Double> measurements) {
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("A spread needs a measurement");
        }
        double[] sorted =
                measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Of these measurements. */
    public static Spread of(double... measurements) {
        return of(Arrays.stream(measurements).boxed().toList());
    }
}
