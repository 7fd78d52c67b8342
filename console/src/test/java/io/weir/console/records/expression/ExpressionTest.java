package io.weir.console.records.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {

    /** A record with key order-7, offset 42, a header, and a value of {"user":{"id":7,"a b":true},"tags":["x","y"],"n":null}. */
    private static final Subject RECORD = new Subject() {
        @Override
        public @Nullable Object value(String name) {
            return switch (name) {
                case "key" -> "order-7";
                case "value" -> "{...}";
                case "offset" -> 42L;
                case "partition" -> 3L;
                default -> null;
            };
        }

        @Override
        public @Nullable Object header(String name) {
            return name.equals("source") ? "web-eu" : name.equals("count") ? "12" : null;
        }

        @Override
        public @Nullable Object json(String text) {
            return text.equals("{...}")
                    ? Map.of("user", Map.of("id", 7L, "a b", true, "share", 0.5), "tags", List.of("x", "y"))
                    : null;
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key == \"order-7\"",
                "key != \"order-8\" && offset >= 42 && offset < 43",
                "value.user.id == 7",
                "value.user[\"a b\"] == true",
                "value.user[\"a b\"]",
                "value.user.share <= 0.5",
                "value.tags[1] == \"y\"",
                "value.tags[9] == null",
                "value.nothing.at.all == null",
                "key.id == null",
                "header.source ~ \"^web\"",
                "header[\"source\"] == \"web-eu\"",
                "header.count > 9",
                "header.none == null",
                "!(partition == 2) || false",
                "false && false || true",
                "key ~ \"\\\\d$\"",
                "\"say \\\"hi\\\"\" == \"say \\\"hi\\\"\"",
                "-1 < 0"
            })
    void holds(String expression) {
        assertThat(Expression.parse(expression).holds(RECORD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key == \"order\"",
                "value.user.id > 7",
                "value.user.id == \"seven\"",
                "value.nothing < 1",
                "value.nothing > 1",
                "key",
                "header.source ~ \"^eu\"",
                "null ~ \"null\"",
                "true && false || false"
            })
    void doesNotHold(String expression) {
        assertThat(Expression.parse(expression).holds(RECORD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
        '', 0
        'value.id >', 10
        'key == order', 7
        'key = "a"', 4
        'key == "a', 7
        '(key == "a"', 11
        'key == "a" offset == 3', 11
        'key ~ 3', 6
        'key ~ "["', 6
        'value.["a"]', 6
        'value.tags[-1]', 11
        'header == "a"', 7
        'offset > 1.2.3', 9
        """)
    void saysWhereItIsWrong(String expression, int position) {
        assertThatExceptionOfType(BadExpression.class)
                .isThrownBy(() -> Expression.parse(expression))
                .satisfies(bad -> assertThat(bad.position()).isEqualTo(position));
    }

    @Test
    void refusesNestingThatWouldFillTheStack() {
        assertThatExceptionOfType(BadExpression.class)
                .isThrownBy(() -> Expression.parse("(".repeat(1000) + "true" + ")".repeat(1000)))
                .withMessageContaining("nested deeper than 100");
    }
}
