package io.weir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.benchmarks.load.EndToEndLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.machine.Machine;
import io.weir.benchmarks.machine.MachineLimits;
import io.weir.benchmarks.result.Result;
import io.weir.benchmarks.result.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    private static final Row ROW = new Row("e2e-100", "end to end", "low-overhead", new EndToEndLoad(100, 1000));
    private static final MachineLimits.Tail TAIL = new MachineLimits.Tail(0.1, 0.2);

    private final Report report = new Report(
            new Facts(
                    new Machine("a CPU", 2, 8_000_000_000L, "Linux 6", "ext4", "JDK 25"), "abc1234", "4.3.1", true, 2),
            new MachineLimits(1000, TAIL, TAIL, 2000, TAIL),
            new Explanations(Set.of()));

    @TempDir
    private Path folder;

    @Test
    void aRowShowsMediansSpreadsRatioAndTarget() {
        // given
        Result result = result(List.of(p50(0.2), p50(0.3)), List.of(p50(0.5), p50(0.5)));

        // when
        String text = report.text(result);

        // then
        assertThat(text)
                .containsPattern("latency p50, ms +0\\.250 \\(0\\.200\\.\\.0\\.300\\) +0\\.500 +0\\.50x"
                        + " +<= 0\\.600x, <= 0\\.300 +met +1\\.3 times a flush and a round trip");
    }

    @Test
    void whatMissesTheRatioOrTheAbsoluteTargetIsMissed() {
        assertThat(report.text(result(List.of(p50(0.29)), List.of(p50(0.3))))).contains("MISSED");
        assertThat(report.text(result(List.of(p50(0.31)), List.of(p50(9))))).contains("MISSED");
    }

    @Test
    void whatIsMissedIsExplainedByAPageThatNamesTheRow() throws IOException {
        // given
        Files.writeString(folder.resolve(Explanations.FILE), """
            # Limits
            `small-10k` is not in a heading.

            ## `other`, `e2e-100`: a flush is waited for
            """);
        Report explaining = new Report(report.facts(), report.limits(), Explanations.in(folder));
        Result missed = result(List.of(p50(0.5)), List.of(p50(0.5)));

        // when
        explaining.write(List.of(missed), folder);

        // then
        assertThat(explaining.explanations().rows()).containsExactlyInAnyOrder("other", "e2e-100");
        assertThat(explaining.text(missed)).contains("explained in docs/benchmarks/limits.md.");
        assertThat(report.text(missed)).contains("not explained in docs/benchmarks/limits.md yet.");
        assertThat(explaining.text(result(List.of(p50(0.1)), List.of(p50(0.5)))))
                .doesNotContain("explained");
        assertThat(explaining.summary(List.of(missed))).contains("0 of 1 targets met, 1 missed and explained");
        assertThat(folder.resolve(Report.PAGE)).content().contains("explained in [limits](../limits.md).");
    }

    @Test
    void aBrokerThatCouldNotBeMeasuredIsNotLeftOut() {
        // given
        Result result = new Result(ROW, List.of(p50(0.2)), List.of(), List.of("Kafka, round 1: no answer"));

        // then
        assertThat(report.text(result)).contains("not measured", "FAILED Kafka, round 1: no answer");
        assertThat(report.summary(List.of(result)))
                .contains("0 of 1 targets met, 0 missed and explained; 1 runs failed");
    }

    @Test
    void filesHoldThePageItsChartAndEveryNumber() throws IOException {
        // given
        Result result = result(List.of(p50(0.2), p50(0.3)), List.of(p50(0.5), p50(0.5)));

        // when
        report.write(List.of(result), folder);

        // then
        assertThat(Files.readString(folder.resolve("README.md")))
                .contains("# Weir beside Apache Kafka", "a CPU, 2 cores", "commit abc1234", "4.3.1", "(ratios.svg)")
                .contains("| latency p50, ms | 0.250 (0.200..0.300) |");
        assertThat(Files.readString(folder.resolve("ratios.svg")))
                .startsWith("<svg")
                .contains("e2e-100: latency p50", "0.50x")
                .endsWith("</svg>\n");
        assertThat(Files.readString(folder.resolve("raw.json")))
                .contains("\"LATENCY_P50\" : 0.2", "\"LATENCY_P50\" : 0.3", "\"weirCommit\" : \"abc1234\"");
    }

    @Test
    void onlyTheLatestPageStaysPublished() throws IOException {
        // given
        Path published = folder.resolve("published");
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        report.write(List.of(), first);
        report.write(List.of(), second);
        Published.replace(first, published);

        // when
        Path page = Published.replace(second, published);

        // then
        assertThat(page).isEqualTo(published.resolve("second")).isNotEmptyDirectory();
        assertThat(published).isDirectoryNotContaining("glob:**first");
    }

    private static Measurement p50(double ms) {
        return Measurement.of(Metric.LATENCY_P50, ms);
    }

    private static Result result(List<Measurement> weir, List<Measurement> kafka) {
        return new Result(ROW, weir, kafka, List.of());
    }
}
