package io.weir.console.http;

import io.weir.console.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A JSON object somebody sent. Whatever is asked of it and wrong is told by the path of its field. */
public final class Body {

    private final String path;
    private final Map<?, ?> fields;

    private Body(String path, Map<?, ?> fields) {
        this.path = path;
        this.fields = fields;
    }

    static Body parse(byte[] bytes) {
        try {
            return of("", bytes.length == 0 ? Map.of() : JsonTree.read(bytes));
        } catch (IOException e) {
            throw ProblemException.badInput("body", "the body is not JSON: " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Body of(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return new Body(path, fields);
        }
        String name = path.isEmpty() ? "the body" : path.substring(0, path.length() - 1);
        throw ProblemException.badInput(name, name + " is not an object; expected {...}");
    }

    /** Refuses fields that nobody asks for: most likely somebody means another. */
    public Body only(String... known) {
        List<String> names = List.of(known);
        for (Object name : fields.keySet()) {
            if (!names.contains(name.toString())) {
                throw ProblemException.badInput(
                        path + name, "there is no field '" + path + name + "'; known are " + String.join(", ", names));
            }
        }
        return this;
    }

    public Optional<String> text(String name) {
        return switch (fields.get(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw wrong(name, "a text");
        };
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> wrong(name, "a text"));
    }

    public OptionalLong number(String name) {
        return switch (fields.get(name)) {
            case null -> OptionalLong.empty();
            case Long number -> OptionalLong.of(number);
            default -> throw wrong(name, "a whole number");
        };
    }

    /** A number from min to max. */
    public OptionalInt number(String name, int min, int max) {
        OptionalLong number = number(name);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        if (number.getAsLong() < min || number.getAsLong() > max) {
            throw wrong(name, "a number from " + min + " to " + max);
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    public boolean flag(String name, boolean usual) {
        return switch (fields.get(name)) {
            case null -> usual;
            case Boolean flag -> flag;
            default -> throw wrong(name, "true or false");
        };
    }

    public Optional<Body> object(String name) {
        Object value = fields.get(name);
        return value == null ? Optional.empty() : Optional.of(of(path + name + ".", value));
    }

    /** The objects of an array; empty when there is none. */
    public Optional<List<Body>> objects(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        List<?> elements = list(name, value);
        List<Body> bodies = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            bodies.add(of(path + name + "[" + i + "].", elements.get(i)));
        }
        return Optional.of(bodies);
    }

    public List<String> texts(String name) {
        Object value = fields.get(name);
        return value == null
                ? List.of()
                : list(name, value).stream()
                        .map(element -> {
                            if (element instanceof String text) {
                                return text;
                            }
                            throw wrong(name, "an array of texts");
                        })
                        .toList();
    }

    public List<Integer> numbers(String name) {
        Object value = fields.get(name);
        return value == null
                ? List.of()
                : list(name, value).stream()
                        .map(element -> {
                            if (element instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
                                return number.intValue();
                            }
                            throw wrong(name, "an array of numbers");
                        })
                        .toList();
    }

    /** The fields of an object, each a text; numbers and truth values are taken for theirs. */
    public Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name)
                .ifPresent(object -> object.fields.forEach((key, value) -> {
                    if (value == null || value instanceof Map || value instanceof List) {
                        throw wrong(name + "." + key, "a text");
                    }
                    texts.put(key.toString(), value.toString());
                }));
        return texts;
    }

    private List<?> list(String name, Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "an array");
    }

    /** Says that a field is missing or not what it should be. */
    public ProblemException wrong(String name, String expected) {
        Object value = fields.get(name);
        return ProblemException.badInput(
                path + name,
                value == null
                        ? path + name + " is missing; expected " + expected
                        : path + name + " is not what it should be; expected " + expected);
    }
}
