package io.weir.cli.terminal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named values of one object, in the order they are written down. */
public final class Fields {

    private final Map<String, Object> values = new LinkedHashMap<>();

    private Fields() {}

    public static Fields of(String name, Object value) {
        return new Fields().and(name, value);
    }

    /** Adds a value: a number, a truth value, a {@link Cell}, other fields, a list or map of such; else text. */
    public Fields and(String name, Object value) {
        values.put(name, value);
        return this;
    }

    void writeTo(JsonGenerator json) throws IOException {
        for (Map.Entry<String, Object> field : values.entrySet()) {
            json.writeFieldName(field.getKey());
            write(json, field.getValue());
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Cell.Unknown() -> json.writeNull();
            case Cell.Bytes(long bytes) -> json.writeNumber(bytes);
            case Cell.Time(long timestampMs) -> json.writeString(Instants.format(timestampMs));
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case Fields fields -> {
                json.writeStartObject();
                fields.writeTo(json);
                json.writeEndObject();
            }
            case Iterable<?> elements -> {
                json.writeStartArray();
                for (Object element : elements) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> entries -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    json.writeFieldName(entry.getKey().toString());
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }
}
