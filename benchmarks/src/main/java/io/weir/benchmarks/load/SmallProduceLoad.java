package io.weir.benchmarks.load;

import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.stats.Latencies;
import io.weir.benchmarks.stats.Schedule;
import io.weir.benchmarks.wire.Batches;
import io.weir.benchmarks.wire.Pacer;
import io.weir.benchmarks.wire.ProduceAnswers;
import io.weir.benchmarks.wire.ProduceRequests;
import io.weir.benchmarks.wire.WireConnection;
import io.weir.benchmarks.wire.WireLoop;
import io.weir.protocol.compress.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests with one record of 100 B each, offered at a rate, over several connections to a partition each. A broker that
 * cannot take the rate shows it in the records a second.
 */
public record SmallProduceLoad(int perSecond) implements LiveLoad {

    private static final int CONNECTIONS = 8;
    private static final int VALUE_BYTES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = 5;

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        String topic = broker.topics().create(CONNECTIONS);
        ByteBuffer batch = Batches.of(1, VALUE_BYTES, Compression.NONE, SEED);
        Latencies latencies = new Latencies();
        ProduceAnswers answers = new ProduceAnswers((connection, dueNs) -> latencies.add(System.nanoTime() - dueNs));
        Measurement measurement;
        try (WireLoop loop = new WireLoop(broker.server().port())) {
            List<WireConnection> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(loop.connect(ProduceRequests.plain(topic, List.of(i), batch), answers));
            }
            CostMeter meter = CostMeter.start(broker.server());
            Schedule schedule = new Schedule(System.nanoTime(), perSecond);
            long count = schedule.countIn(scale.paced());
            try (Pacer pacer = new Pacer(schedule, count, connections)) {
                pacer.start();
                loop.runUntil(() -> pacer.isDone() && latencies.count() == count, PATIENCE);
            }
            measurement = meter.stop(count, VALUE_BYTES).with(Figures.of(latencies));
        }
        broker.topics().delete(topic);
        return measurement;
    }
}
