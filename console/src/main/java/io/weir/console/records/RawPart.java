package io.weir.console.records;

import io.weir.console.http.Answer;
import io.weir.console.http.Endpoint;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** All the bytes of a key, value or header, as a download: never shown as what they might be. */
final class RawPart implements Endpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Bootstrap bootstrap;

    RawPart(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    @Override
    public Answer answer(Request request) {
        int partition = request.intNumber("partition");
        long offset = request.number("offset");
        ConsumerRecord<byte[], byte[]> record = read(request.name("topic"), partition, offset)
                .orElseThrow(() -> ProblemException.notFound(
                        "partition " + partition + " has no record at offset " + offset + " (any more)"));
        byte[] bytes = part(record, request.name("part"));
        return new Answer.Whole(
                Answer.OK,
                Map.of(
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Disposition",
                        "attachment; filename=\"" + partition + "-" + offset + ".bin\""),
                bytes);
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, long offset) {
        try (Reader reader = Reader.ofPast(bootstrap.address(), topic, false)) {
            Set<TopicPartition> one = reader.partitions(String.valueOf(partition));
            TopicPartition place = one.iterator().next();
            if (offset >= reader.consumer().endOffsets(one).getOrDefault(place, 0L)) {
                return Optional.empty();
            }
            reader.consumer().assign(one);
            reader.consumer().seek(place, offset);
            for (ConsumerRecord<byte[], byte[]> record : reader.consumer().poll(PATIENCE)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
            return Optional.empty();
        }
    }

    private static byte[] part(ConsumerRecord<byte[], byte[]> record, String part) {
        byte[] bytes = switch (part) {
            case "key" -> record.key();
            case "value" -> record.value();
            default -> header(record.headers().toArray(), part);
        };
        if (bytes == null) {
            throw ProblemException.notFound("the " + part + " is null, or there is none");
        }
        return bytes;
    }

    private static byte @Nullable [] header(Header[] headers, String part) {
        for (int i = 0; i < headers.length; i++) {
            if (part.equals("header-" + i)) {
                return headers[i].value();
            }
        }
        return null;
    }
}
