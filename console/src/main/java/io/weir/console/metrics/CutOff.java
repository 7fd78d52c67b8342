package io.weir.console.metrics;

/** Says how much a page leaves out so that it stays small. */
final class CutOff {

    private final Family.Gauge cut = Family.gauge(
            "weir_metrics_cut_off",
            "Topics, pairs of group and topic, or values of clients that this page leaves out: there are too many.");

    void count(String what, int howMany) {
        cut.add(howMany, "what", what);
    }

    Family family() {
        return cut;
    }
}
