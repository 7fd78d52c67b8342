package io.weir.log.inspect;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.ManualFlusher;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.compress.CompressionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A data folder with one partition, made from a seed: several segments, transactions, epochs, and any kind of end. */
final class RandomFolder {

    static final Path DATA = Path.of("/data");

    /** How the broker went. */
    enum End {
        CLEAN,
        KILLED,
        POWER_LOST
    }

    private final Random random;
    private final SimulatedClock clock = new SimulatedClock(1_000);
    private final ManualFlusher flusher = new ManualFlusher();
    private final Map<Long, Integer> sequences = new HashMap<>();
    private final LogConfig config;
    private SimulatedDisk disk = new SimulatedDisk();

    RandomFolder(Random random) {
        this.random = random;
        this.config = TestLogs.smallSegments(500 + random.nextInt(3000));
    }

    SimulatedDisk disk() {
        return disk;
    }

    LogStore openStore() throws LogStoreException {
        return LogStore.open(new StoreConfig(List.of(DATA), "cluster", 1), TestLogs.environment(disk, clock, flusher));
    }

    PartitionLog log(LogStore store) {
        return store.log(
                TestLogs.FOLDER.getFileName().toString(), TestLogs.TOPIC_ID, config, DurabilityListener.none());
    }

    RandomFolder write(int appends, End end) throws LogStoreException {
        LogStore store = openStore();
        PartitionLog log = log(store);
        for (int i = 0; i < appends; i++) {
            clock.advance(random.nextInt(20));
            append(log, 1 + i * 4 / appends);
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> flusher.flush();
                case 3 -> store.checkpoint();
                case 4 -> log.housekeep(clock.millis());
                default -> {}
            }
        }
        switch (end) {
            case CLEAN -> {
                flusher.flush();
                store.close();
                disk = disk.afterProcessDeath();
            }
            case KILLED -> disk = disk.afterProcessDeath();
            case POWER_LOST -> disk = disk.afterPowerLoss(random.nextLong());
        }
        return this;
    }

    private void append(PartitionLog log, int epoch) {
        long producerId = 11L + random.nextInt(2);
        int sequence = sequences.getOrDefault(producerId, 0);
        String[] values = new String[1 + random.nextInt(3)];
        for (int i = 0; i < values.length; i++) {
            values[i] = "value " + i + " ".repeat(random.nextInt(60));
        }
        long time = clock.millis() - random.nextInt(40);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                sequences.put(producerId, sequence + values.length);
                request(
                        log,
                        TestBatches.transactional(producerId, 0, sequence, time, values),
                        AppendRequest.fromClient(epoch));
            }
            case 3, 4 -> {
                if (sequence > 0) {
                    request(
                            log,
                            TestBatches.marker(producerId, 0, random.nextInt(3) == 0, time),
                            AppendRequest.transactionMarker(epoch, 1));
                }
            }
            case 5 -> {
                CompressionType[] codecs = CompressionType.values();
                CompressionType codec = codecs[random.nextInt(codecs.length)];
                request(log, TestBatches.compressed(codec, time, values), AppendRequest.fromClient(epoch));
            }
            default -> request(log, TestBatches.plain(time, values), AppendRequest.fromClient(epoch));
        }
    }

    private static void request(PartitionLog log, ByteBuffer batch, AppendRequest request) {
        log.append(batch, request);
    }

    /** Flips a bit of some file of the partition, or cuts it. */
    String damage() throws IOException {
        // Whose folder it is, the verifier cannot know: it is not told the topic.
        List<String> names = disk.list(TestLogs.FOLDER).stream()
                .filter(name -> !name.equals("partition.metadata"))
                .toList();
        List<String> logs = names.stream().filter(name -> name.endsWith(".log")).toList();
        List<String> candidates = random.nextInt(3) > 0 ? logs : names;
        String name = candidates.get(random.nextInt(candidates.size()));
        Path file = TestLogs.FOLDER.resolve(name);
        int size = (int) disk.sizeBytes(file);
        if (size == 0) {
            return "nothing";
        }
        int position = random.nextInt(size);
        if (random.nextInt(3) == 0) {
            try (DiskFile open = disk.open(file)) {
                open.truncate(position);
            }
            return name + " cut at " + position;
        }
        disk.flipBit(file, position);
        return name + " flipped at " + position;
    }
}
