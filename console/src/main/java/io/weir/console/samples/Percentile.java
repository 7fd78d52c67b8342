package io.weir.console.samples;

import io.weir.broker.metrics.Histogram;

/** How long most of the things took that were counted between two looks at a histogram. */
final class Percentile {

    private static final double MS_A_SECOND = 1000;

    private Percentile() {}

    /**
     * An estimate in milliseconds: within a bucket things are taken to be spread evenly, as Prometheus does, and what is
     * beyond the last bound is taken for that bound. Not a number where nothing was counted in between.
     *
     * @param share of things that took no longer, up to 1
     */
    static double between(Histogram.Counts before, Histogram.Counts now, double share) {
        long total = now.total() - before.total();
        if (total <= 0) {
            return Double.NaN;
        }
        double[] bounds = Histogram.boundsSeconds();
        double rank = share * total;
        double low = 0;
        for (int i = 0; i < bounds.length - 1; i++) {
            long here = now.buckets()[i] - before.buckets()[i];
            if (here > 0 && rank <= here) {
                return MS_A_SECOND * (low + (bounds[i] - low) * rank / here);
            }
            rank -= here;
            low = bounds[i];
        }
        return MS_A_SECOND * low;
    }
}
