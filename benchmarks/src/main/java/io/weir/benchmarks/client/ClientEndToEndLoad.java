package io.weir.benchmarks.client;

import io.weir.benchmarks.load.Figures;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.stats.Latencies;
import io.weir.benchmarks.stats.Schedule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** From the official producer, which does not linger, to the official consumer, at a steady rate. */
public record ClientEndToEndLoad(int valueBytes, int perSecond) implements LiveLoad {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws InterruptedException {
        String bootstrap = broker.server().bootstrap();
        String topic = broker.topics().create(1);
        Latencies latencies = new Latencies();
        SendFailures failures = new SendFailures();
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(bootstrap);
                KafkaProducer<byte[], byte[]> producer = Clients.producer(bootstrap, Map.of("linger.ms", 0))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            producer.partitionsFor(topic);
            Schedule schedule = new Schedule(System.nanoTime(), perSecond);
            long uncounted = schedule.countIn(WARM_UP);
            long count = uncounted + schedule.countIn(scale.paced());
            Thread sender = Thread.ofPlatform().name("sender").start(() -> {
                for (long i = 0; i < count; i++) {
                    send(producer, topic, schedule.dueNs(i), failures);
                }
            });
            long start = System.nanoTime();
            for (long seen = 0; seen < count; seen += receive(consumer, schedule.dueNs(uncounted), latencies)) {
                failures.check();
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException("Only " + seen + " of " + count + " records came");
                }
            }
            sender.join();
        }
        broker.topics().delete(topic);
        return Figures.of(latencies);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String topic, long dueNs, SendFailures failures) {
        for (long wait = dueNs - System.nanoTime(); wait > 0; wait = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        byte[] value = ByteBuffer.allocate(valueBytes).putLong(dueNs).array();
        var _ = producer.send(new ProducerRecord<>(topic, value), failures);
    }

    /** Adds what is polled and was due at this time or later; returns how many records were polled. */
    private static int receive(KafkaConsumer<byte[], byte[]> consumer, long firstDueNs, Latencies latencies) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            long dueNs = ByteBuffer.wrap(record.value()).getLong();
            if (dueNs >= firstDueNs) {
                latencies.add(System.nanoTime() - dueNs);
            }
        }
        return records.count();
    }
}
