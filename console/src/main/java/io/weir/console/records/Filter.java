package io.weir.console.records;

import io.weir.console.http.ProblemException;
import io.weir.console.http.Query;
import io.weir.console.json.JsonTree;
import io.weir.console.records.expression.BadExpression;
import io.weir.console.records.expression.Expression;
import io.weir.console.records.expression.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Which records are looked for: all conditions that a request has, together. */
final class Filter {

    private static final int MAX_EXPRESSION = 2000;

    private final List<Predicate<ConsumerRecord<byte[], byte[]>>> conditions = new ArrayList<>();

    private Filter() {}

    /** By the parameters key, value, header and where. */
    static Filter of(Query query) {
        Filter filter = new Filter();
        query.text("key").map(Filter::utf8).ifPresent(part -> filter.conditions.add(record -> has(record.key(), part)));
        query.text("value")
                .map(Filter::utf8)
                .ifPresent(part -> filter.conditions.add(record -> has(record.value(), part)));
        query.text("header").ifPresent(filter::addHeader);
        query.text("where").ifPresent(filter::addExpression);
        return filter;
    }

    boolean matches(ConsumerRecord<byte[], byte[]> record) {
        return conditions.stream().allMatch(condition -> condition.test(record));
    }

    /** NAME=text asks one header, anything else all of them. */
    private void addHeader(String wanted) {
        int equals = wanted.indexOf('=');
        byte[] part = utf8(wanted.substring(equals + 1));
        conditions.add(record -> {
            Iterable<Header> asked =
                    equals < 0 ? record.headers() : record.headers().headers(wanted.substring(0, equals));
            for (Header header : asked) {
                if (has(header.value(), part)) {
                    return true;
                }
            }
            return false;
        });
    }

    private void addExpression(String text) {
        if (text.length() > MAX_EXPRESSION) {
            throw ProblemException.badInput("where", "the expression is longer than " + MAX_EXPRESSION + " characters");
        }
        try {
            Expression expression = Expression.parse(text);
            conditions.add(record -> expression.holds(new RecordSubject(record)));
        } catch (BadExpression e) {
            throw ProblemException.badInput("where", e.position(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean has(byte @Nullable [] bytes, byte[] part) {
        return bytes != null && Bytes.indexOf(bytes, part) >= 0;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record RecordSubject(ConsumerRecord<byte[], byte[]> record) implements Subject {

        @Override
        public @Nullable Object value(String name) {
            return switch (name) {
                case "key" -> text(record.key());
                case "value" -> text(record.value());
                case "partition" -> (long) record.partition();
                case "offset" -> record.offset();
                case "timestamp" -> record.timestamp();
                default -> null;
            };
        }

        @Override
        public @Nullable Object header(String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : text(header.value());
        }

        @Override
        public @Nullable Object json(String text) {
            try {
                return JsonTree.read(utf8(text));
            } catch (IOException e) {
                return null;
            }
        }

        private static @Nullable String text(byte @Nullable [] bytes) {
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
