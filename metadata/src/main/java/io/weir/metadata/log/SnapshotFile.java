package io.weir.metadata.log;

import io.weir.metadata.record.RecordCodec;
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot in a file: a header, then frames whose entries are parts of the state, numbered from 0, the last one empty
 * so that a file without its end is known for what it is.
 */
final class SnapshotFile {

    private static final int RECORDS_PER_FRAME = 1000;

    private SnapshotFile() {}

    static List<ByteBuffer> write(FileHeader header, List<Message> records) {
        List<ByteBuffer> parts = new ArrayList<>();
        parts.add(header.toBytes());
        long number = 0;
        for (int from = 0; from < records.size(); from += RECORDS_PER_FRAME) {
            List<Message> part = records.subList(from, Math.min(records.size(), from + RECORDS_PER_FRAME));
            parts.add(new Frame(number++, List.of(RecordCodec.encode(part))).toBytes());
        }
        parts.add(new Frame(number, List.of(RecordCodec.encode(List.of()))).toBytes());
        return parts;
    }

    static MetadataSnapshot read(FileHeader header, ByteBuffer file) throws DamageException {
        List<Message> records = new ArrayList<>();
        for (long number = 0; ; number++) {
            int start = file.position();
            Frame frame = Frame.read(file);
            if (frame.firstOffset() != number || frame.entries().size() != 1) {
                throw new DamageException(
                        start, "part " + frame.firstOffset() + " stands where part " + number + " should");
            }
            List<Message> part = frame.decode(start).getFirst();
            if (part.isEmpty()) {
                break;
            }
            records.addAll(part);
        }
        if (file.hasRemaining()) {
            throw new DamageException(file.position(), file.remaining() + " bytes follow its last part");
        }
        return new MetadataSnapshot(header.offset(), List.copyOf(records));
    }
}
