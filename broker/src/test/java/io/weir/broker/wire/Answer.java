package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** What came back: a response, read by Kafka's own classes, or the end of the connection. */
public sealed interface Answer {

    /** All error codes in the response, in the order they stand there. */
    List<ErrorCode> errorCodes();

    /** The values of all fields of a name, as the schema spells it ({@code base_offset}), in order. */
    List<Object> values(String field);

    /** The error codes, and the values of some fields, as one line; {@code closed} for no response. */
    default String text(String... fields) {
        StringBuilder line =
                new StringBuilder(errorCodes().stream().map(Enum::name).collect(Collectors.joining(", ")));
        for (String field : fields) {
            line.append(' ').append(field).append('=');
            line.append(values(field).stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return line.toString();
    }

    /** Reads a frame; fails when it is not the response expected, to the last byte. */
    static Response decode(ApiKey key, int version, int correlationId, ByteBuffer frame) {
        ApiMessageType type = ApiMessageType.fromApiKey((short) key.id());
        assertThat(ResponseHeader.parse(frame, type.responseHeaderVersion((short) version))
                        .correlationId())
                .as("correlation id")
                .isEqualTo(correlationId);
        ByteBuffer copy = frame.duplicate();
        ByteBufferAccessor body = new ByteBufferAccessor(frame);
        AbstractResponse parsed = AbstractResponse.parseResponse(ApiKeys.forId(key.id()), body, (short) version);
        assertThat(body.remaining()).as("bytes behind %s", parsed).isZero();
        Struct struct = type.responseSchemas()[version].read(copy);
        assertThat(copy.remaining()).as("bytes behind %s", struct).isZero();
        return new Response(struct);
    }

    /** The connection was closed. */
    record Closed() implements Answer {
        @Override
        public List<ErrorCode> errorCodes() {
            return List.of();
        }

        @Override
        public List<Object> values(String field) {
            return List.of();
        }

        @Override
        public String text(String... fields) {
            return "closed";
        }
    }

    /** A response. */
    record Response(Struct struct) implements Answer {
        @Override
        public List<ErrorCode> errorCodes() {
            return Stream.concat(values("error_code").stream(), values("partition_error_code").stream())
                    .map(code -> ErrorCode.forCode((short) code))
                    .toList();
        }

        @Override
        public List<Object> values(String field) {
            List<Object> found = new ArrayList<>();
            walk(struct, (name, value) -> {
                if (name.equals(field)) {
                    found.add(value);
                }
            });
            return found;
        }

        @Override
        public String toString() {
            return "Response" + shown(struct);
        }

        /** As the struct itself shows, but with what is in tagged lists, too. */
        private static String shown(@Nullable Object value) {
            return switch (value) {
                case Struct inner ->
                    Stream.of(inner.schema().fields())
                            .map(field -> field.def.name + "=" + shown(inner.get(field)))
                            .collect(Collectors.joining(",", "{", "}"));
                case Object[] elements ->
                    Stream.of(elements).map(Response::shown).collect(Collectors.joining(",", "[", "]"));
                case Map<?, ?> tagged ->
                    tagged.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
                case null, default -> String.valueOf(value);
            };
        }

        private static void walk(Object value, BiConsumer<String, Object> visitor) {
            if (value instanceof Struct inner) {
                for (BoundField field : inner.schema().fields()) {
                    Object content = inner.get(field);
                    visitor.accept(field.def.name, String.valueOf(content).equals("null") ? "null" : content);
                    walk(content, visitor);
                }
            } else if (value instanceof Object[] elements) {
                for (Object element : elements) {
                    walk(element, visitor);
                }
            }
        }
    }
}
