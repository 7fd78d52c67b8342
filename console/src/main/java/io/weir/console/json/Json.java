package io.weir.console.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON: a component is a field of its name, one that is an empty Optional is left out, an enum constant
 * {@code NOT_READY} is "not-ready", and a number that is none is null. A component {@code default_} stands for a name that
 * Java keeps for itself.
 */
public final class Json {

    static final JsonFactory FACTORY = new JsonFactory();

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                // Records may be private to who writes them.
                component.getAccessor().setAccessible(true);
            }
            return components;
        }
    };

    private Json() {}

    /** A value as UTF-8. */
    public static byte[] bytes(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Number number -> writeDouble(out, number.doubleValue());
            case Boolean flag -> out.writeBoolean(flag);
            case Enum<?> constant -> out.writeString(name(constant));
            case Record fields -> writeRecord(out, fields);
            case Map<?, ?> fields -> writeMap(out, fields);
            case Collection<?> elements -> writeAll(out, elements);
            case long[] numbers -> out.writeArray(numbers, 0, numbers.length);
            case double[] numbers -> writeAll(out, numbers);
            default -> throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
        }
    }

    private static void writeRecord(JsonGenerator out, Record fields) throws IOException {
        out.writeStartObject();
        for (RecordComponent component : COMPONENTS.get(fields.getClass())) {
            Object value = present(read(component, fields));
            if (value != null) {
                String name = component.getName();
                out.writeFieldName(name.endsWith("_") ? name.substring(0, name.length() - 1) : name);
                write(out, value);
            }
        }
        out.writeEndObject();
    }

    private static Object read(RecordComponent component, Record fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static @Nullable Object present(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.orElse(null);
            case OptionalInt optional -> optional.isPresent() ? (Object) optional.getAsInt() : null;
            case OptionalLong optional -> optional.isPresent() ? (Object) optional.getAsLong() : null;
            default -> value;
        };
    }

    private static void writeMap(JsonGenerator out, Map<?, ?> fields) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            out.writeFieldName(field.getKey().toString());
            write(out, field.getValue());
        }
        out.writeEndObject();
    }

    private static void writeAll(JsonGenerator out, Collection<?> elements) throws IOException {
        out.writeStartArray();
        for (Object element : elements) {
            write(out, element);
        }
        out.writeEndArray();
    }

    private static void writeAll(JsonGenerator out, double[] numbers) throws IOException {
        out.writeStartArray();
        for (double number : numbers) {
            writeDouble(out, number);
        }
        out.writeEndArray();
    }

    private static void writeDouble(JsonGenerator out, double number) throws IOException {
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeNull();
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
