package io.weir.cli.consume;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Prints a record after a pattern with placeholders, the letters being kcat's where kcat has one:
 * {@code %t} topic, {@code %p} partition, {@code %o} offset, {@code %k} key, {@code %v} or {@code %s} value,
 * {@code %h} headers as {@code key=value} with commas, {@code %T} timestamp in ms, {@code %I} timestamp in ISO-8601,
 * {@code %K} and {@code %S} sizes of key and value in bytes (-1 for null), {@code %%} a percent sign. In the text
 * around them {@code \n}, {@code \t}, {@code \r}, {@code \0} and {@code \\} stand for what they do in C.
 *
 * <p>Keys, values and header values are written as the bytes they are; null is written as nothing.
 */
final class RecordFormat implements RecordPrinter {

    private static final String PLACEHOLDERS = "tpokvshTIKS%";

    private final List<RecordPrinter> parts = new ArrayList<>();

    private RecordFormat() {}

    /**
     * Reads a pattern.
     *
     * @throws CliException when it has an unknown placeholder or escape
     */
    static RecordFormat parse(String pattern) {
        RecordFormat format = new RecordFormat();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            char letter = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
            at += c == '%' || c == '\\' ? 2 : 1;
            if (c == '\\') {
                literal.append(escaped(letter));
            } else if (c != '%' || letter == '%') {
                literal.append(c);
            } else {
                format.literal(literal);
                format.parts.add(placeholder(letter));
            }
        }
        format.literal(literal);
        return format;
    }

    private void literal(StringBuilder text) {
        if (!text.isEmpty()) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            parts.add((_, out) -> out.bytes(bytes));
            text.setLength(0);
        }
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            case '\\' -> '\\';
            default ->
                throw CliException.usage(
                        "'\\" + letter + "' in --format means nothing; there are \\n \\t \\r \\0 and \\\\");
        };
    }

    private static RecordPrinter placeholder(char letter) {
        return switch (letter) {
            case 't' -> (record, out) -> out.text(record.topic());
            case 'p' -> (record, out) -> out.text(Integer.toString(record.partition()));
            case 'o' -> (record, out) -> out.text(Long.toString(record.offset()));
            case 'k' -> (record, out) -> bytes(record.key(), out);
            case 'v', 's' -> (record, out) -> bytes(record.value(), out);
            case 'h' -> RecordFormat::headers;
            case 'T' -> (record, out) -> out.text(Long.toString(record.timestamp()));
            case 'I' -> (record, out) -> out.text(Instants.format(record.timestamp()));
            case 'K' -> (record, out) -> out.text(Integer.toString(size(record.key())));
            case 'S' -> (record, out) -> out.text(Integer.toString(size(record.value())));
            default ->
                throw CliException.usage("'%" + letter + "' in --format means nothing; there are "
                        + String.join(
                                " ",
                                PLACEHOLDERS
                                        .chars()
                                        .mapToObj(c -> "%" + (char) c)
                                        .toList()));
        };
    }

    private static void bytes(byte @Nullable [] bytes, Output out) {
        if (bytes != null) {
            out.bytes(bytes);
        }
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    private static void headers(ConsumerRecord<byte[], byte[]> record, Output out) {
        String comma = "";
        for (Header header : record.headers()) {
            out.text(comma).text(header.key()).text("=");
            bytes(header.value(), out);
            comma = ",";
        }
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record, Output out) {
        for (RecordPrinter part : parts) {
            part.print(record, out);
        }
    }
}
