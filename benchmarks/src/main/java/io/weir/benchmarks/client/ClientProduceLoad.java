package io.weir.benchmarks.client;

import io.weir.benchmarks.load.CostMeter;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.wire.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Several official producers at once, each on a thread of its own, into eight partitions. */
public record ClientProduceLoad(int producers, int valueBytes) implements LiveLoad {

    private static final int PARTITIONS = 8;
    private static final long SEED = 7;

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws InterruptedException {
        String topic = broker.topics().create(PARTITIONS);
        long each = scale.recordsOf(valueBytes) / producers;
        SendFailures failures = new SendFailures();
        CostMeter meter = CostMeter.start(broker.server());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            threads.add(Thread.ofPlatform()
                    .name("producer-" + i)
                    .uncaughtExceptionHandler((thread, thrown) -> failures.add(thrown))
                    .start(() -> produce(broker.server().bootstrap(), topic, each, failures)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Measurement measurement = meter.stop(each * producers, valueBytes);
        failures.check();
        broker.topics().delete(topic);
        return measurement;
    }

    private void produce(String bootstrap, String topic, long records, SendFailures failures) {
        byte[] value = Batches.value(valueBytes, new SplittableRandom(SEED));
        try (KafkaProducer<byte[], byte[]> producer =
                Clients.producer(bootstrap, Map.of("batch.size", Clients.BATCH_BYTES))) {
            for (long i = 0; i < records; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, value), failures);
            }
        }
    }
}
