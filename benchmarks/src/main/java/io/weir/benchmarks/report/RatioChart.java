package io.weir.benchmarks.report;

import io.weir.benchmarks.result.Comparison;
import io.weir.benchmarks.result.Result;
import io.weir.benchmarks.result.Target;
import io.weir.benchmarks.result.Targets;
import io.weir.benchmarks.result.Verdict;
import java.util.List;
import java.util.Locale;

/** A bar for each figure with a target: Weir's in relation to Kafka's, on a logarithmic scale, the target as a mark. */
final class RatioChart {

    private static final int LABEL_WIDTH = 420;
    private static final int PLOT_WIDTH = 400;
    private static final int LINE_HEIGHT = 18;
    private static final int TOP = 30;
    private static final double LEAST = 0.01;
    private static final double MOST = 100;

    private RatioChart() {}

    static String svg(List<Result> results) {
        List<Comparison> shown = results.stream()
                .flatMap(result -> result.comparisons(Targets.ALL).stream())
                .filter(comparison ->
                        comparison.target().isPresent() && comparison.ratio().isPresent())
                .toList();
        int height = TOP + LINE_HEIGHT * shown.size() + 10;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                LABEL_WIDTH + PLOT_WIDTH + 70,
                height));
        for (double tick : new double[] {0.01, 0.1, 1, 10, 100}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#ccc\"/><text x=\"%1$.1f\""
                            + " y=\"%4$d\" text-anchor=\"middle\">%5$sx</text>\n",
                    x(tick),
                    TOP - 8,
                    height,
                    TOP - 12,
                    tick >= 1 ? Long.toString((long) tick) : Double.toString(tick)));
        }
        for (int i = 0; i < shown.size(); i++) {
            svg.append(bar(shown.get(i), TOP + i * LINE_HEIGHT));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Comparison comparison, int y) {
        double ratio = comparison.ratio().orElse(1);
        double from = Math.min(x(ratio), x(1));
        String color = comparison.verdict() == Verdict.MET ? "#2a9d5c" : "#d1495b";
        double target = comparison.target().map(Target::ratio).orElse(1.0);
        return String.format(
                Locale.ROOT,
                "<text x=\"%1$d\" y=\"%2$d\" text-anchor=\"end\">%3$s: %4$s</text><rect x=\"%5$.1f\" y=\"%6$d\""
                    + " width=\"%7$.1f\" height=\"12\" fill=\"%8$s\"/><line x1=\"%9$.1f\" x2=\"%9$.1f\" y1=\"%10$d\""
                    + " y2=\"%11$d\" stroke=\"black\" stroke-width=\"2\"/><text x=\"%12$d\" y=\"%2$d\">%13$s</text>\n",
                LABEL_WIDTH - 8,
                y + 12,
                comparison.row().id(),
                comparison.metric().label(),
                from,
                y + 2,
                Math.max(1, Math.abs(x(ratio) - x(1))),
                color,
                x(target),
                y,
                y + 16,
                LABEL_WIDTH + PLOT_WIDTH + 8,
                Numbers.ratio(comparison.ratio()));
    }

    private static double x(double ratio) {
        double inside = Math.clamp(ratio, LEAST, MOST);
        return LABEL_WIDTH + PLOT_WIDTH * Math.log(inside / LEAST) / Math.log(MOST / LEAST);
    }
}
