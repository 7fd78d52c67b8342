package io.weir.broker.handlers.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.append.Scrutiny;
import org.junit.jupiter.api.Test;

class EarnedTrustTest {

    private static final long SOMEBODY = 7;

    private final EarnedTrust trust = new EarnedTrust();

    @Test
    void looksAtAllOfTheFirstAndAtSomeOfTheOthers() {
        assertThat(looks(SOMEBODY, EarnedTrust.PROBATION)).isEqualTo(EarnedTrust.PROBATION);
        for (int i = 0; i < 100; i++) {
            assertThat(looks(SOMEBODY, EarnedTrust.ONE_IN)).isEqualTo(1);
        }
    }

    @Test
    void whoIsRefusedBeginsAnew() {
        // given
        looks(SOMEBODY, 1000);

        // when
        trust.lose(SOMEBODY);

        // then
        assertThat(looks(SOMEBODY, EarnedTrust.PROBATION)).isEqualTo(EarnedTrust.PROBATION);
        assertThat(trust.next(SOMEBODY)).isEqualTo(Scrutiny.HEADER);
    }

    @Test
    void nobodyTakesOverWhatAnotherHasEarned() {
        // given
        looks(SOMEBODY, 1000);

        for (long other = SOMEBODY + 1; other < SOMEBODY + 5000; other++) {
            // when, then
            assertThat(trust.next(other)).isEqualTo(Scrutiny.RECORDS);
        }
        assertThat(trust.next(SOMEBODY)).as("after all places were taken").isEqualTo(Scrutiny.RECORDS);
    }

    private int looks(long connection, int batches) {
        int looks = 0;
        for (int i = 0; i < batches; i++) {
            looks += trust.next(connection) == Scrutiny.RECORDS ? 1 : 0;
        }
        return looks;
    }
}
