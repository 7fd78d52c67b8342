package io.weir.coordination.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RebalanceCountsTest {

    private static final RebalanceReason TIMED_OUT = new RebalanceReason.SessionTimedOut("a", 10_000);
    private static final RebalanceReason JOINED = new RebalanceReason.MemberJoined("b", Optional.empty(), "");

    private final RebalanceCounts counts = new RebalanceCounts();
    private final RebalanceHistory history = new RebalanceHistory();

    @Test
    void countsARebalanceOnceByWhatBeganIt() {
        // when
        counts.because(TIMED_OUT, history, 1, 100);
        counts.because(JOINED, history, 1, 101);

        // then
        assertThat(counts.byReason()).isEqualTo(Map.of("session_timed_out", 1L));
        assertThat(history.all().getLast().reasons()).containsExactly(TIMED_OUT, JOINED);
    }

    @Test
    void keepsCountsOfGroupsThatAreGone() {
        // given
        counts.because(JOINED, history, 1, 100);

        // when
        counts.because(JOINED, new RebalanceHistory(), 1, 200);

        // then
        assertThat(counts.byReason()).isEqualTo(Map.of("member_joined", 2L));
    }
}
