package io.weir.protocol.messages;

import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.RawTaggedField;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Our side of the comparison: samples into generated records, records to bytes and back. */
final class OurMessages {

    private final MessageSpec spec;

    OurMessages(MessageSpec spec) {
        this.spec = spec;
    }

    Message build(Sample sample) {
        Object builder = Reflection.call(type(sample.struct().name()), null, "builder");
        sample.values()
                .forEach((name, value) -> Reflection.call(builder.getClass(), builder, component(name), ours(value)));
        List<RawTaggedField> unknown = sample.unknownTags().entrySet().stream()
                .map(tag -> new RawTaggedField(tag.getKey(), ByteBuffer.wrap(tag.getValue())))
                .toList();
        Reflection.call(builder.getClass(), builder, "unknownTaggedFields", unknown);
        return (Message) Reflection.call(builder.getClass(), builder, "build");
    }

    Message read(ByteBuffer bytes, int version) {
        return read(new MessageReader(bytes), version);
    }

    Message read(MessageReader in, int version) {
        return (Message) Reflection.call(type(spec.name()), null, "read", in, version);
    }

    private @Nullable Object ours(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Sample sample -> build(sample);
            case Sample.Elements(List<Object> elements) ->
                elements.stream().map(this::ours).toList();
            case Sample.Records(ByteBuffer bytes) -> new BufferPayload(bytes);
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case UUID id -> new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
            default -> value;
        };
    }

    private Class<?> type(String struct) {
        String outer = OurMessages.class.getPackageName() + "." + spec.name();
        return Reflection.type(struct.equals(spec.name()) ? outer : outer + "$" + struct);
    }

    private static String component(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
