package io.weir.broker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Random histories of members that read, acknowledge, release, keep too long and go, of writes that fail and brokers that
 * restart: {@link DeliveryHistory} says what must hold. {@code -Dweir.delivery.seed=N} runs one again.
 */
class RandomDeliveriesTest {

    private static final int SEEDS = Integer.getInteger("weir.delivery.seeds", 1_000);

    @Test
    void everyRecordIsDealtWithOnceAndNoneIsLost() {
        Integer only = Integer.getInteger("weir.delivery.seed");
        int first = only == null ? 0 : only;
        int last = only == null ? SEEDS - 1 : only;
        for (int seed = first; seed <= last; seed++) {
            try {
                new DeliveryHistory(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(last).isGreaterThanOrEqualTo(first);
    }
}
