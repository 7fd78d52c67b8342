package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import java.io.IOException;

/** Produces batches of 64 KiB as fast as they are taken. */
public record BatchProduceLoad(int partitions, int valueBytes, CompressionType codec) implements LiveLoad {

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        BatchProducer producer = new BatchProducer(partitions, valueBytes, Compression.of(codec));
        String topic = broker.topics().create(partitions);
        CostMeter meter = CostMeter.start(broker.server());
        long records = producer.produce(broker.server().port(), topic, scale.recordsOf(valueBytes));
        Measurement measurement = meter.stop(records, valueBytes);
        broker.topics().delete(topic);
        return measurement;
    }
}
