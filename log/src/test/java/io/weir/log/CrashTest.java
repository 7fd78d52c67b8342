package io.weir.log;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Thousands of crashes at random points, each life of a log from one seed. */
class CrashTest {

    /** {@code -Dweir.crash.seed=N} runs one seed again, {@code -Dweir.crash.seeds=N} that many. */
    @Test
    void everythingPromisedIsThereAfterEveryCrash() throws Exception {
        long first = Long.getLong("weir.crash.seed", 1);
        int count = System.getProperty("weir.crash.seed") != null ? 1 : Integer.getInteger("weir.crash.seeds", 3000);
        AtomicInteger survived = new AtomicInteger();
        for (long seed = first; seed < first + count; seed++) {
            try {
                new CrashScenario(seed).run(4);
                survived.incrementAndGet();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "Seed " + seed + " fails (after " + survived + " good ones): run again with -Dweir.crash.seed="
                                + seed,
                        e);
            }
        }
    }
}
