package io.weir.metadata.forward;

import io.weir.metadata.config.ConfigDefinition;
import io.weir.metadata.config.TopicConfigs;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes by their declared types: records component by component, lists with their size, enums by name. A byte
 * before each value that is not primitive says whether it is there. The types come from our own code, never from the bytes.
 */
final class RecordWire {

    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private RecordWire() {}

    static void write(MessageWriter out, Type type, @Nullable Object value) {
        if (value == null) {
            out.int8(ABSENT);
            return;
        }
        out.int8(PRESENT);
        switch (value) {
            case Boolean b -> out.int8(b ? PRESENT : ABSENT);
            case Byte b -> out.int8(b);
            case Short s -> out.int16(s);
            case Integer i -> out.int32(i);
            case Long l -> out.int64(l);
            case String s -> out.string(s, true);
            case Enum<?> e -> out.string(e.name(), true);
            case Optional<?> o -> write(out, argument(type), o.orElse(null));
            case Collection<?> c -> {
                out.int32(c.size());
                c.forEach(item -> write(out, argument(type), item));
            }
            case ConfigDefinition d -> out.string(d.name(), true);
            case Record r -> {
                for (RecordComponent component : r.getClass().getRecordComponents()) {
                    write(out, component.getGenericType(), component(r, component));
                }
            }
            default -> throw new IllegalArgumentException("Values of " + value.getClass() + " cannot be carried");
        }
    }

    static @Nullable Object read(MessageReader in, Type type) {
        if (in.int8() == ABSENT) {
            return null;
        }
        Class<?> raw = raw(type);
        if (raw == boolean.class || raw == Boolean.class) {
            return in.int8() == PRESENT;
        } else if (raw == byte.class || raw == Byte.class) {
            return in.int8();
        } else if (raw == short.class || raw == Short.class) {
            return in.int16();
        } else if (raw == int.class || raw == Integer.class) {
            return in.int32();
        } else if (raw == long.class || raw == Long.class) {
            return in.int64();
        } else if (raw == String.class) {
            return in.string("text", true);
        } else if (raw == ConfigDefinition.class) {
            return definition(in.string("text", true));
        } else if (raw == Optional.class) {
            return Optional.ofNullable(read(in, argument(type)));
        } else if (raw == List.class) {
            return list(in, argument(type));
        } else if (raw.isEnum()) {
            return constant(raw, in.string("text", true));
        } else if (raw.isRecord()) {
            return construct(raw, in);
        }
        throw new IllegalArgumentException("Values of " + type + " cannot be carried");
    }

    /** Answers tell of topics' settings only; what a setting means is known here. */
    private static ConfigDefinition definition(String name) {
        return TopicConfigs.TABLE
                .find(name)
                .orElseThrow(() ->
                        new MalformedMessageException("A setting of topics called " + name + " is not known here"));
    }

    private static List<@Nullable Object> list(MessageReader in, Type itemType) {
        int size = in.int32();
        if (size < 0 || size > in.remaining()) {
            throw new MalformedMessageException("A list of " + size + " in " + in.remaining() + " bytes");
        }
        List<@Nullable Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(read(in, itemType));
        }
        return items;
    }

    private static Object construct(Class<?> type, MessageReader in) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = read(in, components[i].getGenericType());
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new MalformedMessageException(type.getSimpleName() + " cannot be made of what came: " + e);
        }
    }

    private static @Nullable Object component(Record of, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record that does not show its " + component.getName(), e);
        }
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new MalformedMessageException("There is no " + type.getSimpleName() + " called " + name));
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> (Class<?>) p.getRawType();
            default -> throw new IllegalArgumentException("Values of " + type + " cannot be carried");
        };
    }

    private static Type argument(Type type) {
        return type instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : Object.class;
    }
}
