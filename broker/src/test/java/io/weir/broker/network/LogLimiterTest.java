package io.weir.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLimiterTest {

    private long now = -5;
    private final LogLimiter limiter = new LogLimiter(2, () -> now);
    private final List<String> lines = new ArrayList<>();

    @Test
    void writesSoManyASecondAndCountsTheRest() {
        for (int i = 0; i < 5; i++) {
            log(i);
        }
        assertThat(lines).containsExactly("0", "1");

        now += 1_000_000_000L;
        log(5);
        log(6);

        assertThat(lines).containsExactly("0", "1", "5 (3 lines like this were left out)", "6");
    }

    private void log(int number) {
        limiter.log(leftOut -> lines.add(number + leftOut));
    }
}
