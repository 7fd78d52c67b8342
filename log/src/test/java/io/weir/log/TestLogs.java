package io.weir.log;

import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.recovery.LogOrigin;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import io.weir.protocol.types.Payload;
import io.weir.protocol.types.Uuid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Logs on a disk of the test's choice, and what lies in them. */
public final class TestLogs {

    public static final Path FOLDER = Path.of("/data/topic-0");
    public static final Uuid TOPIC_ID = new Uuid(7, 7);

    private TestLogs() {}

    public static LogEnvironment environment(Disk disk, SimulatedClock clock, Flusher flusher) {
        return new LogEnvironment(disk, clock, flusher, LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS);
    }

    /** A log that flushes every append at once. */
    public static PartitionLog open(Disk disk, SimulatedClock clock, LogConfig config, LogOrigin origin) {
        return open(environment(disk, clock, new InlineFlusher()), config, origin);
    }

    public static PartitionLog open(LogEnvironment environment, LogConfig config, LogOrigin origin) {
        return new PartitionLog(
                environment,
                new LogLocation(FOLDER, TOPIC_ID),
                config,
                origin,
                (name, offset) -> {},
                DurabilityListener.none());
    }

    /** Small segments and dense indexes, so that a few batches reach every corner. */
    public static LogConfig smallSegments(int bytes) {
        return LogConfig.DEFAULTS.withSegment(
                segment -> segment.withMaxBytes(bytes).withIndexIntervalBytes(64));
    }

    public static byte[] bytes(Payload payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WritableByteChannel target = Channels.newChannel(bytes);
        long sent = 0;
        while (sent < payload.sizeBytes()) {
            sent += payload.transferTo(target, sent, payload.sizeBytes() - sent);
        }
        return bytes.toByteArray();
    }

    /** Every record from an offset on, as "offset=value". */
    public static List<String> values(PartitionLog log, long fromOffset) {
        List<String> values = new ArrayList<>();
        long next = fromOffset;
        while (true) {
            List<RecordBatch> batches = log.readBatches(next, 1 << 20, Long.MAX_VALUE);
            if (batches.isEmpty()) {
                return values;
            }
            for (RecordBatch batch : batches) {
                next = batch.nextOffset();
                collect(batch, fromOffset, values);
            }
        }
    }

    private static void collect(RecordBatch batch, long fromOffset, List<String> values) {
        try (RecordReader records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                ByteBuffer value = record.value();
                if (record.offset() >= fromOffset && value != null && !batch.isControl()) {
                    values.add(record.offset() + "=" + StandardCharsets.UTF_8.decode(value.duplicate()));
                }
            }
        }
    }
}
