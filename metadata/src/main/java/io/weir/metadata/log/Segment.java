package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file entries are appended to. */
final class Segment implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private Segment(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens a segment and cuts off what stands behind its last whole frame. */
    static Segment open(Path path, long sizeBytes) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        if (channel.size() > sizeBytes) {
            channel.truncate(sizeBytes);
            channel.force(true);
        }
        channel.position(sizeBytes);
        return new Segment(path, channel);
    }

    Path path() {
        return path;
    }

    /** Writes a frame and returns its size in bytes once it is on the disk. */
    int append(Frame frame) throws IOException {
        ByteBuffer bytes = frame.toBytes();
        int size = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
