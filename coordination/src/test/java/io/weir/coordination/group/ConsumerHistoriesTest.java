package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Consumer groups whose members come, go, die and miss answers, while topics change and the coordinator crashes. */
class ConsumerHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("weir.histories", 100);
    private static final long FIRST_SEED = Long.getLong("weir.group.seed", 1);

    @Test
    void noPartitionIsReadTwiceAndEveryPartitionIsReadInTheEnd() {
        long epochs = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                epochs += new ConsumerHistory(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (rerun it with -Dweir.group.seed=" + seed + "): " + e, e);
            }
        }
        // Guards against histories in which nothing happens.
        assertThat(epochs).isGreaterThan(20L * HISTORIES);
    }
}
