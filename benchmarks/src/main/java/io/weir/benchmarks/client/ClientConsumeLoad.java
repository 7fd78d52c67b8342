package io.weir.benchmarks.client;

import io.weir.benchmarks.load.BatchProducer;
import io.weir.benchmarks.load.CostMeter;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The official consumer reads a partition from its beginning. */
public record ClientConsumeLoad(int valueBytes) implements LiveLoad {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PATIENCE_POLLS = 30;

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        String topic = broker.topics().create(1);
        long records = new BatchProducer(1, valueBytes, Compression.NONE)
                .produce(broker.server().port(), topic, scale.recordsOf(valueBytes));
        Measurement measurement;
        try (KafkaConsumer<byte[], byte[]> consumer =
                Clients.consumer(broker.server().bootstrap())) {
            CostMeter meter = CostMeter.start(broker.server());
            consume(consumer, new TopicPartition(topic, 0), records);
            measurement = meter.stop(records, valueBytes);
        }
        broker.topics().delete(topic);
        return measurement;
    }

    private static void consume(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long records) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        int emptyPolls = 0;
        for (long seen = 0; seen < records; ) {
            int count = consumer.poll(POLL).count();
            seen += count;
            emptyPolls = count == 0 ? emptyPolls + 1 : 0;
            if (emptyPolls > PATIENCE_POLLS) {
                throw new IllegalStateException("Only " + seen + " of " + records + " records came");
            }
        }
    }
}
