package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hundreds of random lives of a compacted log against a model that forgets nothing. */
class CompactionModelTest {

    @Test
    @Tag("seeds")
    void readersSeeTheStateOfTheWholeHistory() {
        // given
        Seeds seeds = Seeds.named("compaction", 400);
        int rounds = CompactionScenario.rounds;

        // when
        long done = seeds.run(seed -> new CompactionScenario(seed).run(4));

        // then
        assertThat(CompactionScenario.rounds - rounds).isGreaterThanOrEqualTo(seeds.isSingle() ? 0 : (int) done);
    }
}
