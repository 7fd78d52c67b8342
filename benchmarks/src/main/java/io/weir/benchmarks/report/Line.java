package io.weir.benchmarks.report;

import io.weir.benchmarks.machine.MachineLimits;
import io.weir.benchmarks.result.Comparison;
import io.weir.benchmarks.result.Target;
import java.util.List;

/** A comparison as the cells of a table. */
final class Line {

    /** Above the cells. */
    static final List<String> HEADINGS =
            List.of("figure", "Weir", "Kafka", "ratio", "target", "", "Weir beside the machine's limit");

    private Line() {}

    static List<String> cells(Comparison comparison, MachineLimits limits) {
        return List.of(
                comparison.metric().label() + ", " + comparison.metric().unit(),
                comparison.weir().map(Numbers::of).orElse("-"),
                comparison.kafka().map(Numbers::of).orElse("-"),
                Numbers.ratio(comparison.ratio()),
                comparison.target().map(Line::target).orElse(""),
                comparison.verdict().word(),
                Nearness.of(comparison, limits));
    }

    private static String target(Target target) {
        String bound = target.metric().isHigherBetter() ? ">= " : "<= ";
        String ratio = bound + Numbers.of(target.ratio()) + "x";
        return target.absolute().isEmpty()
                ? ratio
                : ratio + ", " + bound + Numbers.of(target.absolute().getAsDouble());
    }
}
