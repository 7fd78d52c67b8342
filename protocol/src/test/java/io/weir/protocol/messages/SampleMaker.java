package io.weir.protocol.messages;

import io.weir.protocol.generator.spec.FieldSpec;
import io.weir.protocol.generator.spec.FieldType;
import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.StructSpec;
import io.weir.protocol.generator.spec.VersionRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random values for one version of one message. */
final class SampleMaker {

    /** Which fields get a value. */
    enum Fill {
        /** Only those the version has, null only where it may be: the message survives the wire unchanged. */
        FITTING,
        /** Any, null or not: some cannot be written. */
        WILD
    }

    private static final int MAX_LIST = 3;
    private static final String[] WORDS = {"", "a", "topic-1", "Grüße", "日本", "🦆 on a weir", "x".repeat(200), "\uFFFD"
    };

    private final Random random;
    private final SpecCatalog.Version version;
    private final Fill fill;

    SampleMaker(SpecCatalog.Version version, Fill fill, long seed) {
        this.random = new Random(seed);
        this.version = version;
        this.fill = fill;
    }

    Sample message() {
        return struct(version.spec().root());
    }

    private Sample struct(StructSpec struct) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldSpec field : struct.fields()) {
            if (isFilled(field)) {
                values.put(field.name(), isNull(field) ? null : value(field.type()));
            }
        }
        return new Sample(struct, values, unknownTags(struct));
    }

    private boolean isFilled(FieldSpec field) {
        if (random.nextInt(8) == 0) {
            return isMandatory(field);
        }
        return fill == Fill.WILD
                ? random.nextInt(4) > 0 || isMandatory(field)
                : isIn(field.versions().present());
    }

    /** Without a value Kafka's own class cannot write records that may not be null. */
    private static boolean isMandatory(FieldSpec field) {
        return field.type() == FieldType.Scalar.RECORDS
                && field.versions().nullable().isEmpty();
    }

    private boolean isNull(FieldSpec field) {
        VersionRange nullable = field.versions().nullable();
        return random.nextInt(4) == 0 && (fill == Fill.WILD ? !nullable.isEmpty() : isIn(nullable));
    }

    private boolean isIn(VersionRange range) {
        return version.number() >= range.lowest() && version.number() <= range.highest();
    }

    private Map<Integer, byte[]> unknownTags(StructSpec struct) {
        Map<Integer, byte[]> tags = new TreeMap<>();
        if (random.nextInt(4) == 0 && (fill == Fill.WILD || version.isFlexible())) {
            for (int i = random.nextInt(3); i > 0; i--) {
                tags.put(struct.taggedFields().size() + random.nextInt(1 << random.nextInt(20)), bytes());
            }
        }
        return tags;
    }

    private Object value(FieldType type) {
        return switch (type) {
            case FieldType.ListOf(FieldType element) -> {
                List<Object> values = new ArrayList<>();
                for (int i = random.nextInt(MAX_LIST + 1); i > 0; i--) {
                    values.add(value(element));
                }
                yield new Sample.Elements(values);
            }
            case FieldType.Struct(String name) -> struct(find(version.spec(), name));
            case FieldType.Scalar scalar -> scalar(scalar);
        };
    }

    private Object scalar(FieldType.Scalar type) {
        return switch (type) {
            case BOOL -> random.nextBoolean();
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case UINT16 -> random.nextInt(1 << 16);
            case INT32 -> random.nextInt();
            case UINT32 -> Integer.toUnsignedLong(random.nextInt());
            case INT64 -> random.nextLong();
            case FLOAT64 -> random.nextGaussian();
            case STRING -> WORDS[random.nextInt(WORDS.length)];
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case BYTES -> bytes();
            case RECORDS -> new Sample.Records(ByteBuffer.wrap(bytes()));
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(1 << random.nextInt(9))];
        random.nextBytes(bytes);
        return bytes;
    }

    private static StructSpec find(MessageSpec message, String name) {
        return message.structs().stream()
                .filter(struct -> struct.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
