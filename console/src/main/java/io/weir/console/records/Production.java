package io.weir.console.records;

import io.weir.console.http.Answer;
import io.weir.console.http.Body;
import io.weir.console.http.Endpoint;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** POST records: writes one, and answers once it is safe. */
final class Production implements Endpoint {

    private static final int PATIENCE_MS = 10_000;
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MAX_HEADERS = 100;

    private final Bootstrap bootstrap;

    Production(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    private record Written(int partition, long offset, long timestamp) {}

    @Override
    public Answer answer(Request request) throws Exception {
        String topic = request.name("topic");
        Body body = request.body().only("partition", "timestamp", "key", "value", "headers");
        byte @Nullable [] value = Input.bytes(body.object("value").orElseThrow(() -> body.wrong("value", "an object")));
        Optional<Body> keyInput = body.object("key");
        byte @Nullable [] key = keyInput.isPresent() ? Input.bytes(keyInput.get()) : null;
        OptionalInt partition = body.number("partition", 0, Integer.MAX_VALUE);
        OptionalLong timestamp = body.number("timestamp");
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                partition.isPresent() ? (Integer) partition.getAsInt() : null,
                timestamp.isPresent() ? (Long) timestamp.getAsLong() : null,
                key,
                value,
                headers(body));
        requirePartition(topic, partition);
        return Answer.json(Answer.CREATED, send(record));
    }

    private static List<Header> headers(Body body) {
        List<Header> headers = new ArrayList<>();
        for (Body header : body.objects("headers").orElse(List.of())) {
            Body input =
                    header.only("name", "value").object("value").orElseThrow(() -> header.wrong("value", "an object"));
            headers.add(new RecordHeader(header.requiredText("name"), Input.bytes(input)));
        }
        if (headers.size() > MAX_HEADERS) {
            throw ProblemException.badInput("headers", headers.size() + " headers; " + MAX_HEADERS + " are the most");
        }
        return headers;
    }

    /** A producer would create the topic, or wait for the partition to appear. */
    private void requirePartition(String topic, OptionalInt partition) {
        try (Reader reader = Reader.ofPast(bootstrap.address(), topic, true)) {
            int count = reader.partitions("").size();
            if (partition.orElse(0) >= count) {
                throw ProblemException.badInput(
                        "partition",
                        topic + " has no partition " + partition.getAsInt() + "; it has " + count + ", counted from 0");
            }
        }
    }

    private Written send(ProducerRecord<byte[], byte[]> record) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap.address(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "weir-console",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                MAX_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MS / 2,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            RecordMetadata written = producer.send(record).get();
            return new Written(written.partition(), written.offset(), written.timestamp());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            producer.close(Duration.ZERO);
        }
    }
}
