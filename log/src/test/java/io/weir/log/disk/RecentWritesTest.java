package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentWritesTest {

    private static final long MIB = 1 << 20;

    private final RecentWrites writes = new RecentWrites();

    @Test
    void whatWasThereBeforeIsNotRecent() {
        // given
        writes.add(100 * MIB, 1000, 0);

        // when, then
        assertThat(writes.reachBackTo(100 * MIB, 1)).isTrue();
        assertThat(writes.reachBackTo(100 * MIB - 1, 1)).isFalse();
        assertThat(writes.reachBackTo(100 * MIB + 1000, 1)).isFalse();
    }

    @Test
    void onlyTheEndOfALongStretchIsRecent() {
        // given
        for (int i = 0; i < 10; i++) {
            writes.add(i * MIB, MIB, 0);
        }

        // when, then
        assertThat(writes.reachBackTo(6 * MIB, 1)).isTrue();
        assertThat(writes.reachBackTo(6 * MIB - 1, 1)).isFalse();
    }

    @Test
    void nothingStaysRecent() {
        // given
        writes.add(0, MIB, 0);

        // when, then
        assertThat(writes.reachBackTo(0, TimeUnit.SECONDS.toNanos(9))).isTrue();
        assertThat(writes.reachBackTo(0, TimeUnit.SECONDS.toNanos(11))).isFalse();
    }

    @Test
    void aJumpStartsAnew() {
        // given
        writes.add(0, MIB, 0);

        // when
        writes.add(2 * MIB, MIB, 0);

        // then
        assertThat(writes.reachBackTo(0, 1)).isFalse();
        assertThat(writes.reachBackTo(2 * MIB, 1)).isTrue();
    }
}
