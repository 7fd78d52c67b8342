package io.weir.protocol.messages;

import io.weir.protocol.generator.spec.MessageKind;
import io.weir.protocol.generator.spec.MessageSpec;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/** Kafka's side of the comparison: samples into the client's message classes, those to bytes and back. */
final class KafkaMessages {

    private final MessageSpec spec;

    KafkaMessages(MessageSpec spec) {
        this.spec = spec;
    }

    Message build(Sample sample) {
        Message message = (Message) Reflection.create(type(sample.struct().name()));
        sample.values().forEach((name, value) -> {
            Method setter = Reflection.method(message.getClass(), "set" + capital(name), 1);
            Reflection.call(
                    message.getClass(), message, setter.getName(), kafkas(value, setter.getParameterTypes()[0]));
        });
        sample.unknownTags()
                .forEach((tag, data) -> message.unknownTaggedFields().add(new RawTaggedField(tag, data)));
        return message;
    }

    Message read(ByteBuffer bytes, int version) {
        Message message = (Message) Reflection.create(type(spec.name()));
        message.read(new ByteBufferAccessor(bytes), (short) version);
        return message;
    }

    static ByteBuffer write(Message message, int version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBufferAccessor out = new ByteBufferAccessor(ByteBuffer.allocate(message.size(cache, (short) version)));
        message.write(out, cache, (short) version);
        out.flip();
        return out.buffer();
    }

    private @Nullable Object kafkas(@Nullable Object value, Class<?> wanted) {
        return switch (value) {
            case null -> null;
            case Sample sample -> build(sample);
            case Sample.Elements(List<Object> elements) -> elements(elements, wanted);
            case Sample.Records(ByteBuffer bytes) -> MemoryRecords.readableRecords(bytes.duplicate());
            case byte[] bytes when wanted == ByteBuffer.class -> ByteBuffer.wrap(bytes);
            case UUID id -> new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
            default -> value;
        };
    }

    /** Lists whose elements have a key are a collection class of their own there. */
    @SuppressWarnings("unchecked")
    private Object elements(List<Object> elements, Class<?> wanted) {
        Collection<@Nullable Object> all = wanted == List.class
                ? new java.util.ArrayList<>()
                : (Collection<@Nullable Object>) Reflection.create(wanted);
        elements.forEach(element -> all.add(kafkas(element, Object.class)));
        return all;
    }

    private Class<?> type(String struct) {
        String outer =
                "org.apache.kafka.common.message." + spec.name() + (spec.kind() == MessageKind.DATA ? "" : "Data");
        return Reflection.type(struct.equals(spec.name()) ? outer : outer + "$" + struct);
    }

    /** Some specs begin a name with a small letter. */
    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
