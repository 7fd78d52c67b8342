package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import java.io.IOException;

/** Many consumers wait at the end of one partition: every record goes to all of them. */
public record FanOutLoad(int consumers, int requestsPerSecond, int recordsPerRequest) implements LiveLoad {

    private static final int VALUE_BYTES = 100;

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        String topic = broker.topics().create(1);
        TailLatency tail = new TailLatency(consumers, requestsPerSecond, recordsPerRequest, VALUE_BYTES);
        CostMeter meter = CostMeter.start(broker.server());
        tail.run(broker.server().port(), topic, scale.paced());
        Measurement measurement = meter.stop(tail.deliveredWithWarmUp(), VALUE_BYTES);
        broker.topics().delete(topic);
        return measurement.with(Figures.of(tail.latencies()));
    }
}
