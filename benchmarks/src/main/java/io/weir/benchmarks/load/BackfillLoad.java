package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import io.weir.protocol.compress.Compression;
import java.io.IOException;

/**
 * A steady tail of 1,000 records a second, and beside it a reader of old records that are not in memory: what the one
 * does to the other's latency.
 */
public record BackfillLoad(int valueBytes, int perSecond) implements LiveLoad {

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException, InterruptedException {
        int port = broker.server().port();
        String old = broker.topics().create(1);
        String tailTopic = broker.topics().create(1);
        new BatchProducer(1, valueBytes, Compression.NONE).produce(port, old, scale.backfillBytes() / valueBytes);
        TailLatency tail = new TailLatency(1, perSecond, 1, valueBytes);
        double mbPerSecond;
        try (Backfill backfill = Backfill.start(broker.server(), old)) {
            tail.run(port, tailTopic, scale.paced());
            mbPerSecond = backfill.stop();
        }
        broker.topics().delete(old);
        broker.topics().delete(tailTopic);
        return Figures.of(tail.latencies()).with(Metric.BACKFILL_MB_PER_SECOND, mbPerSecond);
    }
}
