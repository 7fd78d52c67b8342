package io.weir.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.TestBatches;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetMapTest {

    @Test
    void knowsTheLastOffsetOfEveryKeyUpToItsCapacity() {
        // given
        Random random = new Random(1);
        Map<String, Long> expected = new HashMap<>();
        try (OffsetMap map = new OffsetMap(5_000, 0.9, new KeyHash(new byte[16]))) {
            // when
            for (long offset = 0; expected.size() < 5_000; offset++) {
                String key = "key-" + random.nextInt(20_000);
                assertThat(map.put(key(key), offset)).isTrue();
                expected.put(key, offset);
            }

            // then
            assertThat(map.size()).isEqualTo(5_000);
            expected.forEach(
                    (key, offset) -> assertThat(map.lastOffset(key(key))).isEqualTo(offset));
            assertThat(map.lastOffset(key("never"))).isEqualTo(-1);
        }
    }

    @Test
    void refusesANewKeyWhenItIsFullAndStillTakesKnownOnes() {
        try (OffsetMap map = new OffsetMap(2, 0.9, new KeyHash(new byte[16]))) {
            // given
            map.put(key("a"), 0);
            map.put(key("b"), 1);

            // when
            boolean third = map.put(key("c"), 2);
            boolean known = map.put(key("a"), 3);

            // then
            assertThat(third).isFalse();
            assertThat(known).isTrue();
            assertThat(map.lastOffset(key("a"))).isEqualTo(3);
            assertThat(map.lastOffset(key("c"))).isEqualTo(-1);
        }
    }

    private static ByteBuffer key(String text) {
        return TestBatches.utf8(text);
    }
}
