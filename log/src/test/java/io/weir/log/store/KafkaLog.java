package io.weir.log.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.util.KafkaScheduler;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.Cleaner;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.LogSegment;
import org.apache.kafka.storage.internals.log.LogToClean;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.SkimpyOffsetMap;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;
import org.apache.kafka.storage.internals.utils.Throttler;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/** Kafka's own log in a folder, without a broker around it. */
final class KafkaLog {

    static final long FIRST_MS = System.currentTimeMillis() / 1000 * 1000;
    static final long STEP_MS = 10;

    private final Path folder;
    private final UnifiedLog log;
    private final KafkaScheduler scheduler;

    private KafkaLog(Path folder, UnifiedLog log, KafkaScheduler scheduler) {
        this.folder = folder;
        this.log = log;
        this.scheduler = scheduler;
    }

    static KafkaLog open(Path folder, int segmentBytes) throws IOException {
        KafkaScheduler scheduler = new KafkaScheduler(1);
        scheduler.startup();
        LogConfig config = new LogConfig(Map.of(
                "internal.segment.bytes",
                segmentBytes,
                "index.interval.bytes",
                100,
                "segment.index.bytes",
                1 << 20,
                "cleanup.policy",
                "compact,delete",
                "file.delete.delay.ms",
                60_000));
        UnifiedLog log = UnifiedLog.create(
                folder.toFile(),
                config,
                0,
                0,
                scheduler,
                new BrokerTopicStats(),
                Time.SYSTEM,
                60_000,
                new ProducerStateManagerConfig(86_400_000, false),
                60_000,
                new LogDirFailureChannel(1),
                true,
                Optional.of(new Uuid(7, 7)));
        return new KafkaLog(folder, log, scheduler);
    }

    /** One record a batch; of ten, two in a transaction that is aborted, two in one that is committed, the rest plain. */
    void fill(int count) throws IOException {
        int sequence = 0;
        int other = 0;
        for (int i = 0; i < count; i++) {
            int epoch = i / 50;
            SimpleRecord record = new SimpleRecord(FIRST_MS + i * STEP_MS, bytes("key"), bytes("value " + i));
            switch (i % 10) {
                case 1, 2 ->
                    append(
                            MemoryRecords.withTransactionalRecords(Compression.NONE, 7, (short) 0, sequence++, record),
                            epoch);
                case 3, 5 ->
                    append(
                            MemoryRecords.withTransactionalRecords(Compression.NONE, 8, (short) 0, other++, record),
                            epoch);
                case 4 -> marker(7, ControlRecordType.ABORT, i, epoch);
                case 6 -> marker(8, ControlRecordType.COMMIT, i, epoch);
                default -> append(MemoryRecords.withRecords(Compression.gzip().build(), record), epoch);
            }
        }
    }

    void fillKeys(int count, int keys) throws IOException {
        for (int i = 0; i < count; i++) {
            append(
                    MemoryRecords.withRecords(
                            Compression.NONE,
                            new SimpleRecord(FIRST_MS + i * STEP_MS, bytes("key " + i % keys), bytes("value " + i))),
                    0);
        }
    }

    private void append(MemoryRecords records, int epoch) throws IOException {
        log.appendAsLeader(records, epoch);
        log.updateHighWatermark(log.logEndOffset());
    }

    private void marker(long producerId, ControlRecordType type, int index, int epoch) throws IOException {
        log.appendAsLeader(
                MemoryRecords.withEndTransactionMarker(
                        FIRST_MS + index * STEP_MS, producerId, (short) 0, new EndTransactionMarker(type, 0)),
                epoch,
                AppendOrigin.COORDINATOR,
                RequestLocal.noCaching(),
                VerificationGuard.SENTINEL,
                (short) 1);
        log.updateHighWatermark(log.logEndOffset());
    }

    /** Compacts all but the active segment; returns up to where. */
    long compact() throws Exception {
        log.roll();
        log.flush(false);
        Throttler throttler = new Throttler(Double.MAX_VALUE, 300, "cleaner-io", "bytes", Time.SYSTEM);
        Cleaner cleaner =
                new Cleaner(0, new SkimpyOffsetMap(1 << 20), 65536, 65536, 0.75, throttler, Time.SYSTEM, _ -> {});
        return cleaner.clean(new LogToClean(log, 0, log.activeSegment().baseOffset(), true))
                .getKey();
    }

    boolean hasGapBetweenSegments() throws IOException {
        long next = 0;
        for (LogSegment segment : log.logSegments()) {
            if (segment.baseOffset() > next) {
                return true;
            }
            next = segment.readNextOffset();
        }
        return false;
    }

    long endOffset() {
        return log.logEndOffset();
    }

    List<String> records() {
        List<String> records = new ArrayList<>();
        for (LogSegment segment : log.logSegments()) {
            for (RecordBatch batch : segment.log().batches()) {
                if (!batch.isControlBatch()) {
                    for (Record record : batch) {
                        records.add(record.offset() + "=" + StandardCharsets.UTF_8.decode(record.value()));
                    }
                }
            }
        }
        return records;
    }

    List<String> producers() {
        return log.producerStateManager().activeProducers().values().stream()
                .map(state -> state.producerId() + " epoch " + state.producerEpoch() + " sequence "
                        + state.batchMetadata().stream()
                                .mapToInt(kept -> kept.lastSeq())
                                .reduce(-1, (_, last) -> last) + " open "
                        + state.currentTxnFirstOffset().orElse(-1))
                .toList();
    }

    List<String> aborted() {
        return log.collectAbortedTransactions(0, log.logEndOffset()).stream()
                .map(entry -> entry.producerId() + " from " + entry.firstOffset())
                .toList();
    }

    List<String> epochs() {
        return log.leaderEpochCache().epochEntries().stream()
                .map(entry -> entry.epoch() + "@" + entry.startOffset())
                .toList();
    }

    /** The folder after the log was closed, or a copy of it as a killed process leaves it, preallocated indexes and all. */
    Path stop(boolean isClean) throws Exception {
        Path left = folder;
        if (!isClean) {
            left = folder.resolveSibling("killed").resolve(folder.getFileName().toString());
            KafkaReadsOursTest.copy(folder, left);
        }
        log.close();
        scheduler.shutdown();
        return left;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
