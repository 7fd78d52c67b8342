package io.weir.simulation.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ten seconds of what {@code .ci/torture-transactions} does for ten minutes. */
class TortureTest {

    private static final long SEED = Long.getLong("weir.torture.seed", System.nanoTime());

    @Test
    void whateverIsKilledEachInputIsInTheOutputOnce() throws Exception {
        System.out.println("TortureTest: rerun with -Dweir.torture.seed=" + SEED);

        Torture.Report report = new Torture(SEED).run(Duration.ofSeconds(10), Duration.ofMillis(900));

        assertThat(report.anomalies()).isEmpty();
        assertThat(report.inputs()).isGreaterThan(100);
        assertThat(report.brokerKills() + report.clientKills()).isGreaterThan(3);
    }
}
