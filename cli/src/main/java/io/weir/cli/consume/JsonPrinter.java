package io.weir.cli.consume;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as one JSON object on a line. Bytes that are UTF-8 are a string in {@code key} and {@code value}; others are
 * base64 in {@code keyBase64} and {@code valueBase64} instead, so that nothing is lost.
 */
final class JsonPrinter implements RecordPrinter {

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record, Output out) {
        out.object(json -> {
            json.writeStringField("topic", record.topic());
            json.writeNumberField("partition", record.partition());
            json.writeNumberField("offset", record.offset());
            json.writeNumberField("timestampMs", record.timestamp());
            json.writeStringField("timestamp", Instants.format(record.timestamp()));
            json.writeStringField("timestampType", record.timestampType().toString());
            if (record.deliveryCount().isPresent()) {
                json.writeNumberField("deliveryCount", record.deliveryCount().get());
            }
            bytes(json, "key", record.key());
            bytes(json, "value", record.value());
            json.writeArrayFieldStart("headers");
            for (Header header : record.headers()) {
                json.writeStartObject();
                json.writeStringField("key", header.key());
                bytes(json, "value", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void bytes(JsonGenerator json, String field, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(field);
            return;
        }
        try {
            json.writeStringField(
                    field,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            json.writeStringField(field + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
