package io.weir.benchmarks.machine;

import io.weir.benchmarks.stats.Latencies;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Measures how fast the disk below a folder writes and flushes; its file is gone afterwards. */
public final class DiskProbe {

    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;

    public DiskProbe(Path folder) {
        this.file = folder.resolve("disk-probe");
    }

    /** MB a second when so many bytes are written one after the other and then flushed. */
    public double writeMbPerSecond(long totalBytes) throws IOException {
        try (FileChannel channel = create()) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            long start = System.nanoTime();
            for (long written = 0; written < totalBytes; written += CHUNK_BYTES) {
                channel.write(chunk.clear());
            }
            channel.force(true);
            return totalBytes * 1e3 / (System.nanoTime() - start);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** How long it takes to append so many bytes and have them on the disk. */
    public MachineLimits.Tail flush(int appendBytes, int times) throws IOException {
        Latencies latencies = new Latencies();
        try (FileChannel channel = create()) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(appendBytes);
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                channel.write(chunk.clear());
                channel.force(true);
                latencies.add(System.nanoTime() - start);
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return new MachineLimits.Tail(latencies.percentileMs(50), latencies.percentileMs(99));
    }

    private FileChannel create() throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
