package io.weir.benchmarks.client;

import io.weir.benchmarks.load.CostMeter;
import io.weir.benchmarks.load.Figures;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.stats.Latencies;
import io.weir.benchmarks.wire.Batches;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One official producer that commits one transaction after the other, each over all partitions: how many records a
 * second, and how long a commit takes, from when it is asked for, with all records sent and acknowledged, until it is
 * answered. The first tenth warms up and is not counted.
 */
public record TransactionLoad(int records, int valueBytes, int partitions) implements LiveLoad {

    private static final int SHARE_OF_RECORDS = 4;
    private static final int WARM_UP_SHARE = 10;
    private static final long SEED = 8;

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws InterruptedException {
        String topic = broker.topics().create(partitions);
        long transactions = Math.max(100, scale.recordsOf(valueBytes) / SHARE_OF_RECORDS / records);
        byte[] value = Batches.value(valueBytes, new SplittableRandom(SEED));
        SendFailures failures = new SendFailures();
        Latencies commits = new Latencies();
        Measurement measurement;
        try (KafkaProducer<byte[], byte[]> producer = Clients.producer(
                broker.server().bootstrap(),
                Map.of("transactional.id", topic, "batch.size", Clients.BATCH_BYTES, "linger.ms", 0))) {
            producer.initTransactions();
            for (long i = 0; i < transactions / WARM_UP_SHARE; i++) {
                transact(producer, topic, value, failures);
            }
            CostMeter meter = CostMeter.start(broker.server());
            for (long i = 0; i < transactions; i++) {
                commits.add(transact(producer, topic, value, failures));
            }
            measurement = meter.stop(transactions * records, valueBytes);
        }
        failures.check();
        broker.topics().delete(topic);
        return measurement.with(Figures.of(commits));
    }

    /** How long the commit took, in nanoseconds. */
    private long transact(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value, SendFailures failures) {
        producer.beginTransaction();
        for (int i = 0; i < records; i++) {
            var _ = producer.send(new ProducerRecord<>(topic, i % partitions, null, value), failures);
        }
        producer.flush();
        long start = System.nanoTime();
        producer.commitTransaction();
        return System.nanoTime() - start;
    }
}
