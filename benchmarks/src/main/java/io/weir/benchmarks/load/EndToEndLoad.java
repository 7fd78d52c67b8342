package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import java.io.IOException;

/** From producer to consumer, one record a request at a steady rate. */
public record EndToEndLoad(int valueBytes, int perSecond) implements LiveLoad {

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        String topic = broker.topics().create(1);
        TailLatency tail = new TailLatency(1, perSecond, 1, valueBytes);
        tail.run(broker.server().port(), topic, scale.paced());
        broker.topics().delete(topic);
        return Figures.of(tail.latencies());
    }
}
