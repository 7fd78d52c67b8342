package io.weir.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class PerfToolLoadTest {

    @Test
    void theLastLineSumsUp() {
        // given
        String output = """
            100 records sent, 20.0 records/sec (0.01 MB/sec), 5.0 ms avg latency, 9.0 ms max latency.
            300 records sent, 123456.7 records/sec (11.77 MB/sec), 5.3 ms avg latency, 9.0 ms max latency, 5 ms 50th.
            """;

        // then
        assertThat(PerfToolLoad.rate(output)).isEqualTo(123_456.7);
    }

    @Test
    void noRateIsSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PerfToolLoad.rate("no broker"))
                .withMessageContaining("no broker");
    }
}
