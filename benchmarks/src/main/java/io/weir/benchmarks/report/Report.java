package io.weir.benchmarks.report;

import io.weir.benchmarks.machine.MachineLimits;
import io.weir.benchmarks.result.Comparison;
import io.weir.benchmarks.result.Result;
import io.weir.benchmarks.result.Targets;
import io.weir.benchmarks.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run's results, for the terminal and as files. */
public record Report(Facts facts, MachineLimits limits, Explanations explanations) {

    /** Name of the page in its folder. */
    public static final String PAGE = "README.md";

    /** Machine and limits, before the first result. */
    public String heading() {
        return String.join("\n", Description.of(facts, limits));
    }

    /** One row's figures. */
    public String text(Result result) {
        TextTable table = new TextTable().line(Line.HEADINGS);
        result.comparisons(Targets.ALL).forEach(comparison -> table.line(Line.cells(comparison, limits)));
        String failures = result.failures().isEmpty() ? "" : "\nFAILED " + String.join("\nFAILED ", result.failures());
        String why = note(result, "docs/benchmarks/" + Explanations.FILE);
        return "\n" + title(result) + "\n" + table.plain() + (why.isEmpty() ? "" : "\n" + why) + failures;
    }

    /** How many targets are met. */
    public String summary(List<Result> results) {
        List<Verdict> verdicts = results.stream()
                .flatMap(result -> result.comparisons(Targets.ALL).stream())
                .map(Comparison::verdict)
                .filter(verdict -> verdict != Verdict.NO_TARGET)
                .toList();
        long met = verdicts.stream().filter(verdict -> verdict == Verdict.MET).count();
        long explained = results.stream()
                .filter(result -> explanations.explain(result.row().id()))
                .mapToLong(Report::missed)
                .sum();
        long failures =
                results.stream().mapToLong(result -> result.failures().size()).sum();
        return "\n" + met + " of " + verdicts.size() + " targets met, " + explained + " missed and explained; "
                + failures + " runs failed.";
    }

    /** The page, its chart and the raw numbers, into a folder that is made. */
    public void write(List<Result> results, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ratios.svg"), RatioChart.svg(results));
        Files.writeString(folder.resolve("raw.json"), RawNumbers.json(this, results));
        Files.writeString(folder.resolve(PAGE), page(results));
    }

    private String page(List<Result> results) {
        StringBuilder page = new StringBuilder("# Weir beside Apache Kafka, ")
                .append(facts.date())
                .append("\n\n")
                .append(Description.markdown(facts, limits))
                .append("\n\n![Weir's figures in relation to Kafka's](ratios.svg)\n");
        for (Result result : results) {
            TextTable table = new TextTable().line(Line.HEADINGS);
            result.comparisons(Targets.ALL).forEach(comparison -> table.line(Line.cells(comparison, limits)));
            page.append("\n## ")
                    .append(title(result))
                    .append("\n\n")
                    .append(table.markdown())
                    .append("\n");
            String why = note(result, "[limits](../" + Explanations.FILE + ")");
            page.append(why.isEmpty() ? "" : "\n" + why + "\n");
            result.failures()
                    .forEach(
                            failure -> page.append("\nFailed: ").append(failure).append("\n"));
        }
        return page.append(summary(results)).append("\n").toString();
    }

    private String note(Result result, String page) {
        if (missed(result) == 0) {
            return "";
        }
        return explanations.explain(result.row().id())
                ? "What is missed here is explained in " + page + "."
                : "What is missed here is not explained in " + page + " yet.";
    }

    private static long missed(Result result) {
        return result.comparisons(Targets.ALL).stream()
                .filter(comparison -> comparison.verdict() == Verdict.MISSED)
                .count();
    }

    private static String title(Result result) {
        return result.row().title() + " (" + result.row().id() + ", client: "
                + result.row().client() + ")";
    }
}
