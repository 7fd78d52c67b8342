package io.weir.metadata.ratis;

import io.weir.metadata.log.MetadataLogException;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.metadata.record.RecordCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A snapshot in a file: int32 magic, int32 format version, int32 epoch, int32 leader, int64 last offset of the entries
 * before its place in the Raft log, int64 offset of the state (which may be some entries further), the records, int32
 * CRC-32C of all before.
 */
final class RaftSnapshotFile {

    /** "WMRS" */
    private static final int MAGIC = 0x574D5253;

    private static final int FORMAT_VERSION = 1;
    private static final int HEADER_BYTES = 4 * Integer.BYTES + 2 * Long.BYTES;

    private RaftSnapshotFile() {}

    /** The order at the snapshot's place in the Raft log, and the state there or later. */
    record Content(EntryOrder.State order, MetadataSnapshot snapshot) {}

    static void write(Path file, Content content) throws IOException {
        ByteBuffer records = RecordCodec.encode(content.snapshot().records());
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + records.remaining() + Integer.BYTES);
        out.putInt(MAGIC).putInt(FORMAT_VERSION);
        out.putInt(content.order().epoch()).putInt(content.order().leader());
        out.putLong(content.order().lastOffset())
                .putLong(content.snapshot().offset())
                .put(records);
        out.putInt(crc(out)).flip();
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads a snapshot.
     *
     * @throws MetadataLogException when the file is damaged or of a newer version
     */
    static Content read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        int size = in.remaining();
        if (size < HEADER_BYTES + Integer.BYTES || in.getInt(0) != MAGIC) {
            throw damaged(file, "it does not begin as one does");
        }
        if (crc(in.slice(0, size).position(size - Integer.BYTES)) != in.getInt(size - Integer.BYTES)) {
            throw damaged(file, "its checksum is wrong");
        }
        int version = in.getInt(Integer.BYTES);
        if (version != FORMAT_VERSION) {
            throw damaged(file, "it has format version " + version + ", and " + FORMAT_VERSION + " is known here");
        }
        in.position(2 * Integer.BYTES);
        EntryOrder.State order = new EntryOrder.State(in.getInt(), in.getInt(), in.getLong());
        long offset = in.getLong();
        ByteBuffer records = in.slice(HEADER_BYTES, size - HEADER_BYTES - Integer.BYTES);
        return new Content(order, new MetadataSnapshot(offset, RecordCodec.decode(records)));
    }

    private static MetadataLogException damaged(Path file, String why) {
        return new MetadataLogException("Snapshot " + file + " cannot be used: " + why
                + ". Remove the folder of the Raft log on this node to have it sent by the others again");
    }

    /** Of all bytes before the buffer's position. */
    private static int crc(ByteBuffer written) {
        CRC32C crc = new CRC32C();
        crc.update(written.slice(0, written.position()));
        return (int) crc.getValue();
    }
}
