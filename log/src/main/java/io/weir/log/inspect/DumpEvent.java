package io.weir.log.inspect;

import io.weir.log.producer.ProducerState;
import io.weir.log.segment.AbortedTransaction;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What lies in a file, piece by piece, in the order it lies there. Positions and sizes are in bytes. */
public sealed interface DumpEvent {

    /** A file was begun. */
    record FileBegun(Path file, FileKind kind, long sizeBytes) implements DumpEvent {}

    /** A batch, by its header. */
    record Batch(BatchPlace place, BatchTimes times, BatchProducer producer, BatchContent content)
            implements DumpEvent {}

    record BatchPlace(long baseOffset, long lastOffset, int position, int sizeBytes) {}

    /**
     * Timestamps in milliseconds.
     *
     * @param isLogAppendTime whether the broker set them, not the producer
     * @param deleteHorizonMs from when on tombstones and markers in it may go; empty while that is open
     */
    record BatchTimes(long baseMs, long maxMs, boolean isLogAppendTime, OptionalLong deleteHorizonMs) {}

    /** Ids and sequences are -1 for none. */
    record BatchProducer(long id, short epoch, int firstSequence, int lastSequence) {}

    record BatchContent(int recordCount, String compression, BatchFlags flags, int leaderEpoch, BatchSum sum) {}

    record BatchFlags(boolean isTransactional, boolean isControl) {}

    /** The format and the checksum. */
    record BatchSum(byte magic, long crc, boolean isCrcValid) {}

    /** A record of the batch before it. */
    record Entry(
            long offset,
            long timestampMs,
            Optional<ByteBuffer> key,
            Optional<ByteBuffer> value,
            List<EntryHeader> headers)
            implements DumpEvent {}

    record EntryHeader(String key, Optional<ByteBuffer> value) {}

    /**
     * A control record of the batch before it.
     *
     * @param type such as COMMIT or ABORT
     * @param coordinatorEpoch of the transaction coordinator that wrote a marker
     */
    record Control(long offset, long timestampMs, String type, OptionalLong coordinatorEpoch) implements DumpEvent {}

    record OffsetEntry(long offset, int position) implements DumpEvent {}

    record TimeEntry(long timestampMs, long offset) implements DumpEvent {}

    record AbortedEntry(AbortedTransaction transaction) implements DumpEvent {}

    record Producer(ProducerState state) implements DumpEvent {}

    record Epoch(int epoch, long startOffset) implements DumpEvent {}

    record Checkpoint(String partition, long offset) implements DumpEvent {}

    record Property(String name, String value) implements DumpEvent {}

    /** Room for entries, allocated beforehand and not used yet. */
    record Unused(long position, long bytes) implements DumpEvent {}

    /** Bytes that are not what the file should hold. */
    record Unreadable(long position, String why) implements DumpEvent {}
}
