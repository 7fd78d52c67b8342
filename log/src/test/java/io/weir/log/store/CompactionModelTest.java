package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hundreds of random lives of a compacted log against a model that forgets nothing. */
class CompactionModelTest {

    /** {@code -Dweir.compaction.seed=N} runs one seed again, {@code -Dweir.compaction.seeds=N} that many. */
    @Test
    void readersSeeTheStateOfTheWholeHistory() {
        String single = System.getProperty("weir.compaction.seed");
        long first = single == null ? 1 : Long.parseLong(single);
        int count = single == null ? Integer.getInteger("weir.compaction.seeds", 400) : 1;
        int rounds = CompactionScenario.rounds;
        for (long seed = first; seed < first + count; seed++) {
            try {
                new CompactionScenario(seed).run(4);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "Seed " + seed + " fails: run it again with -Dweir.compaction.seed=" + seed, e);
            }
        }
        assertThat(CompactionScenario.rounds - rounds).isGreaterThanOrEqualTo(single == null ? count : 0);
    }
}
