package io.weir.log.inspect;

import io.weir.log.inspect.DumpEvent.BatchContent;
import io.weir.log.inspect.DumpEvent.BatchFlags;
import io.weir.log.inspect.DumpEvent.BatchPlace;
import io.weir.log.inspect.DumpEvent.BatchProducer;
import io.weir.log.inspect.DumpEvent.BatchSum;
import io.weir.log.inspect.DumpEvent.BatchTimes;
import io.weir.log.segment.SegmentScan;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.ControlType;
import io.weir.protocol.records.EndTxnMarker;
import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Shows the batches of a segment, also those behind damage. */
final class BatchDump {

    private final SegmentScan scan;
    private final DumpRange range;
    private final Consumer<DumpEvent> sink;

    BatchDump(SegmentScan scan, DumpRange range, Consumer<DumpEvent> sink) {
        this.scan = scan;
        this.range = range;
        this.sink = sink;
    }

    void run() throws IOException {
        long next = 0;
        while (true) {
            while (scan.advance()) {
                next = Math.max(next, scan.header().nextOffset());
                if (range.overlaps(scan.header().baseOffset(), scan.header().lastOffset())) {
                    show();
                }
            }
            int from = scan.nextPosition();
            if (from == scan.end()) {
                return;
            }
            boolean more = scan.skipDamage(next).isPresent();
            int end = more ? scan.nextPosition() : scan.end();
            sink.accept(new DumpEvent.Unreadable(from, (end - from) + " bytes in which no batch begins"));
            if (!more) {
                return;
            }
        }
    }

    private void show() throws IOException {
        boolean isCrcValid = scan.isCrcValid();
        sink.accept(describe(isCrcValid));
        if (range.withRecords()) {
            RecordBatch batch = scan.load();
            try (RecordReader records = batch.records()) {
                while (records.hasNext()) {
                    show(batch, records.next());
                }
            } catch (InvalidBatchException e) {
                sink.accept(new DumpEvent.Unreadable(scan.position(), String.valueOf(e.getMessage())));
            }
        }
    }

    private DumpEvent describe(boolean isCrcValid) {
        RecordBatch header = scan.header();
        OptionalLong horizon =
                header.hasDeleteHorizon() ? OptionalLong.of(header.deleteHorizonMs()) : OptionalLong.empty();
        return new DumpEvent.Batch(
                new BatchPlace(header.baseOffset(), header.lastOffset(), scan.position(), header.sizeBytes()),
                new BatchTimes(header.baseTimestamp(), header.maxTimestamp(), header.isLogAppendTime(), horizon),
                new BatchProducer(
                        header.producerId(), header.producerEpoch(), header.baseSequence(), header.lastSequence()),
                new BatchContent(
                        header.recordCount(),
                        compression(header),
                        new BatchFlags(header.isTransactional(), header.isControl()),
                        header.partitionLeaderEpoch(),
                        new BatchSum(header.magic(), header.crc(), isCrcValid)));
    }

    private static String compression(RecordBatch header) {
        try {
            CompressionType type = header.compression();
            return type.name().toLowerCase(Locale.ROOT);
        } catch (RuntimeException e) {
            // A damaged header may name a codec that does not exist.
            return "unknown";
        }
    }

    private void show(RecordBatch batch, Record record) {
        if (!range.holds(record.offset())) {
            return;
        }
        if (batch.isControl()) {
            ControlType type = ControlType.of(record);
            boolean isMarker = type == ControlType.COMMIT || type == ControlType.ABORT;
            OptionalLong epoch =
                    isMarker ? OptionalLong.of(EndTxnMarker.of(record).coordinatorEpoch()) : OptionalLong.empty();
            sink.accept(new DumpEvent.Control(record.offset(), record.timestampMs(), type.name(), epoch));
            return;
        }
        sink.accept(new DumpEvent.Entry(
                record.offset(),
                record.timestampMs(),
                Optional.ofNullable(record.key()),
                Optional.ofNullable(record.value()),
                record.headers().stream()
                        .map(header -> new DumpEvent.EntryHeader(header.key(), Optional.ofNullable(header.value())))
                        .toList()));
    }
}
