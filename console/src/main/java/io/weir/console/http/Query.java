package io.weir.console.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The parameters of a request, each at most once. Whatever is asked of them and wrong is told by its name. */
public final class Query {

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** Reads what stands behind the question mark. */
    static Query parse(String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                throw ProblemException.badInput(name, "the parameter " + name + " is given twice; give it once");
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badInput(text, "'" + text + "' is not percent-encoded as it should be");
        }
    }

    /** Refuses parameters that nobody asks for: most likely somebody means another. */
    public Query only(String... known) {
        List<String> names = List.of(known);
        values.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ProblemException.badInput(
                            name, "there is no parameter '" + name + "' here; known are " + String.join(", ", names));
                });
        return this;
    }

    /** A parameter that is given and not empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public OptionalLong number(String name) {
        Optional<String> text = text(name);
        try {
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException e) {
            throw ProblemException.badInput(name, name + " is '" + text.get() + "'; expected a whole number");
        }
    }

    /** A number from min to max. */
    public int number(String name, int min, int max, int usual) {
        long value = number(name).orElse(usual);
        if (value < min || value > max) {
            throw ProblemException.badInput(
                    name, name + " is " + value + "; expected a number from " + min + " to " + max);
        }
        return (int) value;
    }

    public boolean flag(String name, boolean usual) {
        String value = values.getOrDefault(name, Boolean.toString(usual));
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw ProblemException.badInput(name, name + " is '" + value + "'; expected true or false");
        };
    }

    /** One of some words, of which the first is the usual one. */
    public String choice(String name, String... words) {
        String value = text(name).orElse(words[0]);
        if (!Arrays.asList(words).contains(value)) {
            throw ProblemException.badInput(
                    name, name + " is '" + value + "'; expected one of " + String.join(", ", words));
        }
        return value;
    }
}
