package io.weir.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DecodeBudgetTest {

    private static final int MIB = 1 << 20;

    @Test
    void smallRequestsPassThoughTheBudgetIsUsedUp() {
        DecodeBudget budget = new DecodeBudget(1024);
        try (DecodeBudget.Share _ = budget.enter(100 * MIB);
                DecodeBudget.Share small = budget.enter(1_000)) {
            assertThat(small).isNotNull();
        }
    }

    @Test
    void aLargeRequestWaitsForTheOneBefore() throws InterruptedException {
        DecodeBudget budget = new DecodeBudget(1024);
        CountDownLatch entered = new CountDownLatch(1);
        DecodeBudget.Share first = budget.enter(MIB);
        Thread second = Thread.startVirtualThread(() -> {
            try (DecodeBudget.Share _ = budget.enter(MIB)) {
                entered.countDown();
            }
        });
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(entered.getCount()).isOne();

        first.close();

        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        second.join();
    }
}
