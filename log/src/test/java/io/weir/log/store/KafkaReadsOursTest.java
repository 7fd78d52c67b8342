package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.config.CompactionConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.RecordBatchBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Folders as Weir leaves them, verified by Kafka's own tool. */
@Isolated // The tool of Kafka writes to the console of the process.
class KafkaReadsOursTest {

    private static final String NAME = "topic-0";

    private final SimulatedClock clock = new SimulatedClock(1_000_000);

    private Path data = Path.of("");

    @BeforeEach
    void chooseAFolder(@TempDir Path temporary) {
        data = temporary.resolve("data");
    }

    @Test
    void everyCompression() throws Exception {
        // given
        try (LogStore store = open()) {
            PartitionLog log = log(store, LogConfig.DEFAULTS);
            for (CompressionType codec : CompressionType.values()) {
                log.append(TestBatches.compressed(codec, tick(), "a", "b", "c"), AppendRequest.fromClient(0));
            }
        }

        // when
        String batches = dump().verify();

        // then
        for (CompressionType codec : CompressionType.values()) {
            assertThat(batches).containsIgnoringCase("compresscodec: " + codec.name());
        }
        assertThat(KafkaDump.count(batches, "payload: [abc]")).isEqualTo(3L * CompressionType.values().length);
    }

    @Test
    void segmentsTransactionsSnapshotsAndEpochs() throws Exception {
        // given
        try (LogStore store = open()) {
            fill(log(store, TestLogs.smallSegments(2000)), 200);
        }

        // when
        String batches = dump().verify();

        // then
        assertThat(segments()).hasSizeGreaterThan(5);
        assertThat(KafkaDump.count(batches, "endTxnMarker: ABORT")).isEqualTo(20);
        assertThat(KafkaDump.count(dump().of(".txnindex"), "producerId: 7 ")).isEqualTo(20);
        assertThat(KafkaDump.count(dump().of(".snapshot"), "producerId: ")).isGreaterThan(5);
        assertThat(batches).contains("partitionLeaderEpoch: 3");
        assertThat(new org.apache.kafka.storage.internals.checkpoint.LeaderEpochCheckpointFile(
                                folder().resolve("leader-epoch-checkpoint").toFile(), null)
                        .read())
                .extracting(entry -> entry.epoch() + "@" + entry.startOffset())
                .containsExactly("0@0", "1@50", "2@100", "3@150");
    }

    @Test
    void compacted() throws Exception {
        // given
        LogConfig config = TestLogs.smallSegments(2000)
                .withRetention(retention -> retention.withDelete(false))
                .withCompaction(_ -> new CompactionConfig(true, 0, 0, Long.MAX_VALUE, 0));
        try (LogStore store = open()) {
            PartitionLog log = log(store, config);
            for (int i = 0; i < 300; i++) {
                RecordBatchBuilder batch = RecordBatchBuilder.plain();
                batch.append(tick(), TestBatches.utf8("key " + i % 7), TestBatches.utf8("value " + i));
                log.append(batch.build(), AppendRequest.fromClient(0));
            }
            clock.advance(1000);
            CleanerConfig cleaner = new CleanerConfig(1, 1 << 20, 0.9, 8192, Double.MAX_VALUE, 0);
            assertThat(store.cleaner()
                            .cleanDirtiest(new Cleaner(cleaner, new IoThrottle(Double.MAX_VALUE, clock, _ -> {}))))
                    .isTrue();
        }

        // when
        String batches = dump().verify();

        // then
        assertThat(KafkaDump.count(batches, "payload: value")).isBetween(7L, 60L);
        assertThat(batches).contains("payload: value 299");
    }

    @Test
    void recoveredAfterACrash() throws Exception {
        // given
        LogStore killed = open();
        fill(log(killed, TestLogs.smallSegments(2000)), 100);
        Path crashed = data.resolveSibling("crashed");
        copy(data, crashed);
        killed.close();
        Path last = segmentsIn(crashed.resolve(NAME)).getLast();
        try (FileChannel file = FileChannel.open(last, StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 3);
        }

        // when
        data = crashed;
        try (LogStore store = open()) {
            PartitionLog log = log(store, TestLogs.smallSegments(2000));
            assertThat(log.logEndOffset()).isEqualTo(99);
            fill(log, 60);
        }

        // then
        assertThat(KafkaDump.count(dump().verify(), "offset: \\d+ CreateTime")).isEqualTo(159);
    }

    /** The test must be able to fail: Kafka's tool says so when something is wrong. */
    @Test
    void complaintsAreHeard() throws Exception {
        // given
        try (LogStore store = open()) {
            fill(log(store, TestLogs.smallSegments(2000)), 100);
        }
        Path index = folder().resolve("00000000000000000000.index");
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length - 1] ^= 1;
        Files.write(index, bytes);

        // when, then
        assertThatThrownBy(dump()::verify).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    private LogStore open() throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(data), "cluster", 1),
                TestLogs.environment(new NioDisk(), clock, new InlineFlusher()));
    }

    private static PartitionLog log(LogStore store, LogConfig config) {
        return store.log(NAME, TestLogs.TOPIC_ID, config, DurabilityListener.none());
    }

    /** One record a batch; of ten, two in a transaction that is aborted, three in one that is committed, the rest plain. */
    private void fill(PartitionLog log, int count) {
        int sequence = 0;
        int other = 0;
        boolean again = log.logEndOffset() > 0;
        for (int i = 0; i < count; i++) {
            int epoch = again ? 9 : i / 50;
            AppendRequest client = AppendRequest.fromClient(epoch);
            long id = again ? 17 : 7;
            switch (i % 10) {
                case 1, 2 -> log.append(TestBatches.transactional(id, 0, sequence++, tick(), "aborted " + i), client);
                case 3, 5 -> log.append(TestBatches.transactional(id + 1, 0, other++, tick(), "kept " + i), client);
                case 4 ->
                    log.append(TestBatches.marker(id, 0, false, tick()), AppendRequest.transactionMarker(epoch, 1));
                case 6 ->
                    log.append(TestBatches.marker(id + 1, 0, true, tick()), AppendRequest.transactionMarker(epoch, 1));
                default -> log.append(TestBatches.plain(tick(), "plain " + i), client);
            }
        }
    }

    private long tick() {
        clock.advance(7);
        return clock.millis();
    }

    private Path folder() {
        return data.resolve(NAME);
    }

    private KafkaDump dump() {
        return new KafkaDump(folder());
    }

    private List<Path> segments() throws IOException {
        return segmentsIn(folder());
    }

    private static List<Path> segmentsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
