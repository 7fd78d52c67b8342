package io.weir.broker.wire;

import io.weir.protocol.messages.ApiKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/** Well-formed bodies of any key and version, made from Kafka's own schemas. */
public final class RandomRequests {

    /** How a request is filled. */
    public enum Fill {
        /** Empty lists, null where it may be, zeros. */
        EMPTY,
        /** One of each, naming what exists. */
        TYPICAL,
        /** Anything, often naming what exists. */
        WILD
    }

    private static final int NULLABLE_ONE_IN = 4;
    private static final int LONGEST_LIST = 3;
    private static final List<String> WORDS = List.of("", "a", "topic-1", "Grüße", "🦆", "x".repeat(300), "a b", "..");

    private final Random random;
    private final Fill fill;
    private final Known known;

    /** What exists at the broker, so that not all requests ask for what does not. */
    public record Known(String topic, Uuid topicId, String group) {

        /** Creates a topic with some records, and finds a group's coordinator. */
        public static Known create(Scene scene) {
            String topic = scene.topic(2);
            scene.produce(topic, Batches.of(3));
            io.weir.protocol.types.Uuid id = scene.idOf(topic);
            return new Known(topic, new Uuid(id.mostSignificantBits(), id.leastSignificantBits()), scene.group());
        }
    }

    public RandomRequests(long seed, Fill fill, Known known) {
        this.random = new Random(seed);
        this.fill = fill;
        this.known = known;
    }

    /** The body of a request of this version. */
    public ByteBuffer body(ApiKey key, int version) {
        Schema schema = ApiMessageType.fromApiKey((short) key.id()).requestSchemas()[version];
        Struct struct = struct(schema);
        ByteBuffer body = ByteBuffer.allocate(struct.sizeOf());
        struct.writeTo(body);
        return body.flip();
    }

    private Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        for (BoundField field : schema.fields()) {
            struct.set(field, value(field.def.name, field.def.type));
        }
        return struct;
    }

    private @Nullable Object value(String name, Type type) {
        if (type instanceof TaggedFields tagged) {
            return tags(tagged);
        }
        if (type.isNullable() && (fill == Fill.EMPTY || (fill == Fill.WILD && random.nextInt(NULLABLE_ONE_IN) == 0))) {
            return null;
        }
        if (type.isArray()) {
            return list(name, type.arrayElementType().orElseThrow());
        }
        return type instanceof Schema schema ? struct(schema) : scalar(name, type.toString());
    }

    private NavigableMap<Integer, Object> tags(TaggedFields tagged) {
        NavigableMap<Integer, Object> values = new TreeMap<>();
        if (fill == Fill.WILD) {
            for (Map.Entry<Integer, Field> field : tagged.fields().entrySet()) {
                Object value = random.nextBoolean() ? value(field.getValue().name, field.getValue().type) : null;
                if (value != null) {
                    values.put(field.getKey(), value);
                }
            }
        }
        return values;
    }

    private Object[] list(String name, Type element) {
        int size = switch (fill) {
            case EMPTY -> 0;
            case TYPICAL -> 1;
            case WILD -> random.nextInt(LONGEST_LIST + 1);
        };
        return IntStream.range(0, size).mapToObj(i -> value(name, element)).toArray();
    }

    private Object scalar(String name, String type) {
        return switch (type) {
            case "BOOLEAN" -> fill == Fill.WILD && random.nextBoolean();
            case "INT8" -> (byte) number(name, 8);
            case "INT16" -> (short) number(name, 16);
            case "UINT16" -> (int) number(name, 16) & 0xffff;
            case "INT32" -> (int) number(name, 32);
            case "UINT32" -> number(name, 32) & 0xffff_ffffL;
            case "INT64" -> number(name, 64);
            case "FLOAT64" -> 0.5;
            case "UUID" -> isWild() ? Uuid.randomUuid() : known.topicId;
            case "STRING", "COMPACT_STRING", "NULLABLE_STRING", "COMPACT_NULLABLE_STRING" -> text(name);
            case "BYTES", "COMPACT_BYTES", "NULLABLE_BYTES", "COMPACT_NULLABLE_BYTES" -> bytes();
            case "RECORDS", "COMPACT_RECORDS", "NULLABLE_RECORDS", "COMPACT_NULLABLE_RECORDS" ->
                MemoryRecords.readableRecords(records());
            default -> throw new IllegalArgumentException(type);
        };
    }

    private boolean isWild() {
        return fill == Fill.WILD && random.nextBoolean();
    }

    /** Small numbers mostly; what a request waits for stays short, whatever the request. */
    private long number(String name, int bits) {
        if (name.endsWith("wait_ms") || name.endsWith("timeout_ms")) {
            return name.startsWith("session") || name.startsWith("rebalance") ? 6000 : random.nextInt(20);
        }
        if (name.equals("acks")) {
            // Never 0, which wants no answer.
            return fill == Fill.WILD ? random.nextLong() | 1 : -1;
        }
        if (fill != Fill.WILD) {
            if (name.equals("replica_id")) {
                return -1;
            }
            if (fill == Fill.EMPTY) {
                return 0;
            }
            return name.contains("max_bytes") ? 10_000 : name.equals("endpoint_type") ? 1 : 0;
        }
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> -1 - random.nextInt(3);
            case 2 -> random.nextLong() >> (64 - bits);
            default -> 1L << random.nextInt(bits);
        };
    }

    private String text(String name) {
        if (isWild()) {
            return WORDS.get(random.nextInt(WORDS.size()));
        }
        return name.contains("group") || name.contains("key") ? known.group : known.topic;
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[fill == Fill.EMPTY ? 0 : random.nextInt(100)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private ByteBuffer records() {
        return isWild() ? bytes() : Batches.of(1);
    }
}
