package io.weir.metadata.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The types of settings, with the codes of the DescribeConfigs answer (KIP-569). */
public enum ConfigType {
    BOOLEAN(1, "either true or false"),
    STRING(2, "text"),
    INT(3, "a whole number from -2147483648 to 2147483647"),
    SHORT(4, "a whole number from -32768 to 32767"),
    LONG(5, "a whole number of at most 64 bits"),
    DOUBLE(6, "a number"),
    LIST(7, "a list, parted by commas"),
    CLASS(8, "the name of a class"),
    PASSWORD(9, "text");

    private final byte code;
    private final String expectation;

    ConfigType(int code, String expectation) {
        this.code = (byte) code;
        this.expectation = expectation;
    }

    /** The code on the wire. */
    public byte code() {
        return code;
    }

    /** True for values that are never shown. */
    public boolean isSensitive() {
        return this == PASSWORD;
    }

    /**
     * The value of a text: a Boolean, String, Integer, Short, Long, Double, or a List of trimmed strings. White space
     * around the text does not count, as in Kafka.
     *
     * @throws InvalidConfigException when the text is not of this type
     */
    Object parse(String name, String text) {
        String trimmed = text.trim();
        try {
            return switch (this) {
                case BOOLEAN -> parseBoolean(name, trimmed);
                case STRING, CLASS -> trimmed;
                case PASSWORD -> text;
                case INT -> Integer.valueOf(trimmed);
                case SHORT -> Short.valueOf(trimmed);
                case LONG -> Long.valueOf(trimmed);
                case DOUBLE -> Double.valueOf(trimmed);
                case LIST -> parseList(trimmed);
            };
        } catch (NumberFormatException e) {
            throw notOfThisType(name, trimmed);
        }
    }

    /** The canonical text of a parsed value: what DescribeConfigs shows. */
    static String format(Object value) {
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(Object::toString).toList());
        }
        return value.toString();
    }

    /** The elements of a list's text; none for empty text. */
    static List<String> parseList(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.split(",", -1)).map(String::trim).toList();
    }

    private Boolean parseBoolean(String name, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw notOfThisType(name, text);
        };
    }

    private InvalidConfigException notOfThisType(String name, String text) {
        return InvalidConfigException.badValue(name, text, "expected " + expectation);
    }
}
