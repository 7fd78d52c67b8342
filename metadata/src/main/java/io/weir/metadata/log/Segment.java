package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file entries are appended to. */
final class Segment implements AutoCloseable {

    private final Path path;
    private final GrowingFile file;
    private long sizeBytes;

    Segment(Path path, GrowingFile file, long sizeBytes) {
        this.path = path;
        this.file = file;
        this.sizeBytes = sizeBytes;
    }

    /** Opens a segment and cuts off what stands behind its last whole frame. */
    static Segment open(Path path, long sizeBytes) throws IOException {
        ChannelFile file = ChannelFile.open(path);
        file.truncate(sizeBytes);
        return new Segment(path, file, sizeBytes);
    }

    Path path() {
        return path;
    }

    /**
     * Writes a frame and returns its size in bytes once it is on the disk.
     *
     * @throws NotWrittenException when the frame is surely not there and the next one may be tried
     * @throws IOException         when nobody knows what is on the disk; after a failed force not even a second one helps
     */
    int append(Frame frame) throws IOException {
        ByteBuffer bytes = frame.toBytes();
        int size = bytes.remaining();
        try {
            file.append(bytes);
        } catch (IOException e) {
            file.truncate(sizeBytes);
            throw new NotWrittenException(e);
        }
        file.force();
        sizeBytes += size;
        return size;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
