package io.weir.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class RecordShapeTest {

    @Test
    void takesTheKeyFromTheLine() {
        // given
        RecordShape shape = shape(new Keys("other", "::"), false);

        // when
        ProducerRecord<byte[], byte[]> record = shape.record(bytes("a:b::c::d"));

        // then
        assertThat(record.key()).isEqualTo(bytes("a:b"));
        assertThat(record.value()).isEqualTo(bytes("c::d"));
    }

    @Test
    void takesTheFixedKeyWhereTheLineBringsNone() {
        assertThat(shape(new Keys("fixed", ":"), false).record(bytes("line")).key())
                .isEqualTo(bytes("fixed"));
        assertThat(shape(new Keys(null, null), false).record(bytes("a:b")).key())
                .isNull();
    }

    @Test
    void sendsEmptyAsNullOnlyWhenAsked() {
        assertThat(shape(new Keys(null, ":"), true).record(bytes("key:")).value())
                .isNull();
        assertThat(shape(new Keys(null, ":"), false).record(bytes("key:")).value())
                .isEmpty();
    }

    private static RecordShape shape(Keys keys, boolean emptyAsNull) {
        return new RecordShape("topic", null, null, List.of(), keys, emptyAsNull);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
