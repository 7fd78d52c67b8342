package io.weir.log.space;

import io.weir.log.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A file of a {@link ReservingDisk}. */
record ReservingFile(DiskFile file, ReservingDisk disk) implements DiskFile {

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        disk.retrying(() -> {
            file.write(source.duplicate(), position);
            return position;
        });
        source.position(source.limit());
    }

    @Override
    public void writeRecords(ByteBuffer source, long position) throws IOException {
        file.writeRecords(source, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void truncate(long sizeBytes) throws IOException {
        file.truncate(sizeBytes);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void forceData() throws IOException {
        file.forceData();
    }

    @Override
    public boolean isInMemory(long position, long count) {
        return file.isInMemory(position, count);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
