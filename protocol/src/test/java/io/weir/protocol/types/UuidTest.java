package io.weir.protocol.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ids against Kafka's. */
final class UuidTest {

    @Test
    void text_and_order_are_kafkas() {
        IntStream.range(0, 200).forEach(i -> {
            // given two ids in both implementations
            Uuid ours = Uuid.random();
            Uuid other = Uuid.random();
            org.apache.kafka.common.Uuid kafkas =
                    new org.apache.kafka.common.Uuid(ours.mostSignificantBits(), ours.leastSignificantBits());
            org.apache.kafka.common.Uuid kafkasOther =
                    new org.apache.kafka.common.Uuid(other.mostSignificantBits(), other.leastSignificantBits());

            // then text and order agree
            assertThat(ours.toString()).isEqualTo(kafkas.toString());
            assertThat(Uuid.parse(kafkas.toString())).isEqualTo(ours);
            assertThat(Integer.signum(ours.compareTo(other))).isEqualTo(Integer.signum(kafkas.compareTo(kafkasOther)));
        });
    }

    @Test
    void what_is_not_an_id_is_refused_with_the_reason() {
        assertThatThrownBy(() -> Uuid.parse("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("short");
        assertThatThrownBy(() -> Uuid.parse("$$$$$$$$$$$$$$$$$$$$$$"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base64");
    }

    @Test
    void zero_is_no_id() {
        assertThat(Uuid.ZERO.isZero()).isTrue();
        assertThat(Uuid.ONE.isZero()).isFalse();
        assertThat(Uuid.ZERO.toString()).isEqualTo("AAAAAAAAAAAAAAAAAAAAAA");
    }
}
