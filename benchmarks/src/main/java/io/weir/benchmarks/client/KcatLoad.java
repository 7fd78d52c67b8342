package io.weir.benchmarks.client;

import io.weir.benchmarks.load.CostMeter;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.server.LiveBroker;
import io.weir.benchmarks.server.Processes;
import io.weir.benchmarks.wire.Batches;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * librdkafka's producer, by kcat, with batches of 64 KiB into one partition. The low-overhead client is checked against
 * it: what the broker pays for a record has to be about the same.
 */
public record KcatLoad(int valueBytes) implements LiveLoad {

    private static final long SEED = 8;

    @Override
    public Measurement run(LiveBroker broker, Scale scale) throws IOException {
        String topic = broker.topics().create(1);
        long records = scale.recordsOf(valueBytes);
        Path lines = Files.createTempFile("kcat", ".lines");
        Path output = Files.createTempFile("kcat", ".log");
        try {
            write(lines, records);
            CostMeter meter = CostMeter.start(broker.server());
            Processes.run(command(broker.server().bootstrap(), topic, lines), output);
            return meter.stop(records, valueBytes);
        } finally {
            Files.delete(lines);
            Files.delete(output);
            broker.topics().delete(topic);
        }
    }

    private static List<String> command(String bootstrap, String topic, Path lines) {
        return List.of(
                "kcat",
                "-P",
                "-b",
                bootstrap,
                "-t",
                topic,
                "-p",
                "0",
                "-X",
                "acks=all",
                "-X",
                "batch.size=" + Clients.BATCH_BYTES,
                "-X",
                "linger.ms=5",
                "-X",
                "queue.buffering.max.messages=1000000",
                "-l",
                lines.toString());
    }

    private void write(Path file, long records) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long i = 0; i < records; i++) {
                out.write(Batches.value(valueBytes, random));
                out.write('\n');
            }
        }
    }
}
