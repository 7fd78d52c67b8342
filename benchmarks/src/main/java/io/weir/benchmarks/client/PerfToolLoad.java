package io.weir.benchmarks.client;

import io.weir.benchmarks.load.CostMeter;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Metric;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.KafkaDistribution;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.server.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Kafka's {@code kafka-producer-perf-test}, which needs a second or two to come to speed: shorter runs say little.
 *
 * @param kafka whose tool it is
 */
public record PerfToolLoad(KafkaDistribution kafka, int valueBytes) implements LiveLoad {

    private static final int PARTITIONS = 8;
    private static final Pattern RATE = Pattern.compile("([0-9.]+) records/sec");

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        String topic = broker.topics().create(PARTITIONS);
        long records = scale.recordsOf(valueBytes);
        List<String> command =
                new ArrayList<>(kafka.java(List.of("-Xmx512M"), "org.apache.kafka.tools.ProducerPerformance"));
        command.addAll(List.of("--topic", topic, "--num-records", Long.toString(records)));
        command.addAll(List.of("--record-size", Integer.toString(valueBytes), "--throughput", "-1"));
        command.addAll(List.of(
                "--producer-props", "bootstrap.servers=" + broker.server().bootstrap()));
        command.addAll(List.of("acks=all", "batch.size=" + Clients.BATCH_BYTES));
        Path output = Files.createTempFile("producer-performance", ".log");
        try {
            CostMeter meter = CostMeter.start(broker.server());
            double rate = rate(Processes.run(command, output));
            return meter.stop(records, valueBytes).with(Metric.RECORDS_PER_SECOND, rate);
        } finally {
            Files.delete(output);
            broker.topics().delete(topic);
        }
    }

    /** The rate of its last line, which sums up. */
    static double rate(String output) {
        return RATE.matcher(output)
                .results()
                .map(MatchResult::group)
                .map(text -> Double.parseDouble(text.split(" ")[0]))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("The perf tool names no rate:\n" + output));
    }
}
