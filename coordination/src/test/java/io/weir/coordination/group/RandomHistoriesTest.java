package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Many members that come, go, crash, dawdle and change their minds, while the coordinator crashes now and then. */
class RandomHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("weir.histories", 100);
    private static final long FIRST_SEED = Long.getLong("weir.seed", 1);

    @Test
    void everyHistoryKeepsThePromisesOfTheProtocol() {
        long generations = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                generations += new RandomHistory(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (rerun it with -Dweir.seed=" + seed + "): " + e, e);
            }
        }
        // Guards against histories in which nothing happens.
        assertThat(generations).isGreaterThan(20L * HISTORIES);
    }
}
