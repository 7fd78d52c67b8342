package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the operating system. */
record ChannelFile(FileChannel channel) implements GrowingFile {

    static ChannelFile open(Path path) throws IOException {
        return new ChannelFile(FileChannel.open(path, StandardOpenOption.WRITE));
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        channel.truncate(sizeBytes);
        channel.position(sizeBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
