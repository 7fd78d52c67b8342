package io.weir.simulation.replication;

import io.weir.log.PartitionLog;
import io.weir.log.TestLogs;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import io.weir.protocol.types.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is in the log of one replica. */
record Replica(PartitionLog log) {

    private static final int MANY_BYTES = 1 << 24;

    /** A record, as clients know it. */
    record Entry(long offset, String value) {}

    long end() {
        return log.logEndOffset();
    }

    List<Entry> entries() {
        return entries(log.readBatches(log.logStartOffset(), MANY_BYTES, log.logEndOffset()));
    }

    static List<Entry> entries(Iterable<RecordBatch> batches) {
        List<Entry> entries = new ArrayList<>();
        for (RecordBatch batch : batches) {
            try (RecordReader records = batch.records()) {
                while (records.hasNext()) {
                    Record record = records.next();
                    ByteBuffer value = Objects.requireNonNull(record.value());
                    entries.add(new Entry(
                            record.offset(),
                            StandardCharsets.UTF_8.decode(value.duplicate()).toString()));
                }
            }
        }
        return entries;
    }

    static ByteBuffer bytes(List<Payload> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (Payload part : parts) {
                bytes.write(TestLogs.bytes(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
