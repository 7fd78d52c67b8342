package io.weir.benchmarks.replicated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How long nothing was acknowledged. */
class GapsTest {

    @Test
    void countsTheGapThatBeganBeforeTheTimeAndNoneThatEndedBefore() {
        // given acknowledgements with a long gap before the kill, and one across it
        Gaps gaps = new Gaps();
        List.of(10L, 500L, 510L, 740L, 745L, 800L).forEach(gaps::acknowledged);

        // when asked for the longest after 512
        long longest = gaps.longestSince(512);

        // then it is the one from 510 to 740
        assertThat(longest).isEqualTo(230);
        assertThat(gaps.lastNs()).isEqualTo(800);
    }
}
