package io.weir.console.records;

import io.weir.console.json.JsonTree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A record as the API gives it. */
record RecordView(
        int partition,
        long offset,
        long timestamp,
        Optional<String> timestampType,
        OptionalInt leaderEpoch,
        PartView key,
        PartView value,
        List<HeaderView> headers) {

    record HeaderView(String name, PartView value) {}

    /** @param limit so many bytes are given of each part */
    static RecordView of(ConsumerRecord<byte[], byte[]> record, int limit) {
        String path = "/api/v1/topics/" + encoded(record.topic()) + "/partitions/" + record.partition() + "/records/"
                + record.offset() + "/";
        List<HeaderView> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new HeaderView(header.key(), part(header.value(), limit, path + "header-" + headers.size())));
        }
        return new RecordView(
                record.partition(),
                record.offset(),
                record.timestamp(),
                timestampType(record),
                record.leaderEpoch().map(OptionalInt::of).orElse(OptionalInt.empty()),
                part(record.key(), limit, path + "key"),
                part(record.value(), limit, path + "value"),
                headers);
    }

    private static Optional<String> timestampType(ConsumerRecord<?, ?> record) {
        return record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? Optional.empty()
                : Optional.of(record.timestampType() == TimestampType.LOG_APPEND_TIME ? "append" : "create");
    }

    static PartView part(byte @Nullable [] bytes, int limit, String raw) {
        if (bytes == null) {
            return PartView.nothing();
        }
        Optional<Boolean> truncated = bytes.length > limit ? Optional.of(true) : Optional.empty();
        Optional<String> path = Optional.of(raw);
        if (Bytes.text(bytes).isPresent()) {
            String given = new String(Bytes.beginningOfText(bytes, limit), StandardCharsets.UTF_8);
            PartView.Kind kind = isJson(bytes) ? PartView.Kind.JSON : PartView.Kind.TEXT;
            return new PartView(
                    kind, bytes.length, Optional.of(given), Optional.empty(), truncated, path, Optional.empty());
        }
        String given = Base64.getEncoder().encodeToString(bytes.length > limit ? Arrays.copyOf(bytes, limit) : bytes);
        Optional<Avro> avro = Avro.of(bytes);
        PartView.Kind kind = avro.isPresent() ? PartView.Kind.AVRO : PartView.Kind.BINARY;
        return new PartView(kind, bytes.length, Optional.empty(), Optional.of(given), truncated, path, avro);
    }

    /** A bare number or word is better shown as the text it is. */
    private static boolean isJson(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] <= ' ') {
            at++;
        }
        return at < bytes.length && (bytes[at] == '{' || bytes[at] == '[') && JsonTree.isJson(bytes);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
