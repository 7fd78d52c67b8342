package io.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.TestShell;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordPrinterTest {

    @Test
    void fillsInEveryPlaceholder() {
        // given
        RecordFormat format = RecordFormat.parse("%t/%p/%o %k=%v %s [%h] %T %I %K %S 100%%\\t\\\\\\n");

        // when
        String printed = print(format, text("key", "value"));

        // then
        assertThat(printed)
                .isEqualTo(
                        "orders/2/7 key=value value [a=1,a=2] 1700000000123 2023-11-14T22:13:20.123Z 3 5 100%\t\\\n");
    }

    @Test
    void printsNullAsNothing() {
        assertThat(print(RecordFormat.parse("<%k|%v|%K|%S>"), text(null, null))).isEqualTo("<||-1|-1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%z", "%", "\\q", "\\"})
    void refusesWhatMeansNothing(String pattern) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> RecordFormat.parse(pattern))
                .withMessageContaining("means nothing");
    }

    @Test
    void printsJson() {
        assertThat(print(new JsonPrinter(), text("k\"ey", null)))
                .isEqualTo("{\"topic\":\"orders\",\"partition\":2,\"offset\":7,\"timestampMs\":1700000000123,"
                        + "\"timestamp\":\"2023-11-14T22:13:20.123Z\",\"timestampType\":\"CreateTime\","
                        + "\"key\":\"k\\\"ey\",\"value\":null,"
                        + "\"headers\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"2\"}]}\n");
    }

    @Test
    void printsBytesThatAreNoTextAsBase64() {
        // given
        ConsumerRecord<byte[], byte[]> record = record(new byte[] {(byte) 0xff, 0}, new byte[] {1});

        // when
        String printed = print(new JsonPrinter(), record);

        // then
        assertThat(printed).contains("\"keyBase64\":\"/wA=\"").contains("\"value\":\"\\u0001\"");
    }

    private static String print(RecordPrinter printer, ConsumerRecord<byte[], byte[]> record) {
        TestShell shell = TestShell.withoutInput();
        printer.print(record, shell.shell().out());
        return shell.out();
    }

    private static ConsumerRecord<byte[], byte[]> text(@Nullable String key, @Nullable String value) {
        return record(bytes(key), bytes(value));
    }

    @SuppressWarnings("NullAway") // Kafka's constructor takes null for an absent key or value
    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("a", "1".getBytes(StandardCharsets.UTF_8)).add("a", "2".getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                "orders",
                2,
                7,
                1_700_000_000_123L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
