package io.weir.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.stats.Latencies;
import io.weir.cli.terminal.Output;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Check HELD = new Check("something", true, "fine");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Shell shell = new Shell(
            InputStream.nullInputStream(),
            new Output(out),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            Terminal.none());

    @Test
    void whenAllHeldItSaysSo() {
        // given
        DemoResult result = result(HELD, new Check("totals: lag", true, "0 of 0"));

        // when
        new Report(result, shell).print();

        // then
        assertThat(result.held()).isTrue();
        assertThat(out.toString(UTF_8))
                .contains("totals         10           9            4  yes           yes       right     0")
                .contains("totals               1.0     2.0     3.0  1,500.0       800/s")
                .contains("totals waited 6.1 s until")
                .endsWith("All 5 checks held, in 12.3 s.\n");
    }

    @Test
    void whenSomeFailedItNamesThem() {
        // given
        Check lost = new Check("totals: every event exactly once", false, "10 events: 1 lost, 0 repeated, 0 altered");
        DemoResult result = result(lost, new Check("totals: lag", false, "3 of 0"));

        // when
        new Report(result, shell).print();

        // then
        assertThat(result.held()).isFalse();
        assertThat(out.toString(UTF_8))
                .contains("  NO            yes       right     0")
                .endsWith("""
                    2 of 5 checks FAILED, in 12.3 s:
                      totals: every event exactly once: 10 events: 1 lost, 0 repeated, 0 altered
                      totals: lag: 3 of 0
                    """);
    }

    private static DemoResult result(Check once, Check lag) {
        Latencies.Summary latency = new Latencies.Summary(1_000_000, 2_000_000, 3_000_000, 1_500_000_000);
        GroupResult totals = new GroupResult(
                "totals",
                9,
                4,
                0,
                new GroupResult.Timing(latency, 800),
                new GroupResult.Verdict(once, HELD, HELD, lag));
        return new DemoResult(
                new DemoResult.Published(10, new Pace(5, 100, 200), 1_000),
                List.of(totals),
                List.of("totals found this"),
                OptionalLong.of(6_100_000_000L),
                List.of(HELD),
                Duration.ofMillis(12_345));
    }
}
