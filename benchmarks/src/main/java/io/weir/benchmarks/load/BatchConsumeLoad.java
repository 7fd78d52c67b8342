package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.wire.FetchAnswers;
import io.weir.benchmarks.wire.FetchRequests;
import io.weir.benchmarks.wire.WireLoop;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.time.Duration;

/** Reads a partition from its beginning, as fast as it comes; it was written just before. */
public record BatchConsumeLoad(int valueBytes) implements LiveLoad {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        int port = broker.server().port();
        String topic = broker.topics().create(1);
        long records =
                new BatchProducer(1, valueBytes, Compression.NONE).produce(port, topic, scale.recordsOf(valueBytes));
        CostMeter meter = CostMeter.start(broker.server());
        try (WireLoop loop = new WireLoop(port)) {
            FetchRequests requests = new FetchRequests(topic, 0, 0);
            loop.connect(requests, new FetchAnswers(requests, (count, bytes, stampNs) -> {}))
                    .send(System.nanoTime());
            loop.runUntil(() -> requests.offset() >= records, PATIENCE);
        }
        Measurement measurement = meter.stop(records, valueBytes);
        broker.topics().delete(topic);
        return measurement;
    }
}
