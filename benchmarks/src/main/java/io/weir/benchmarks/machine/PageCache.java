package io.weir.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file system's cache, by the tools of GNU coreutils. */
public final class PageCache {

    /** What a turn of a load writes, and the copies in memory that brokers and clients make of it. */
    private static final long TURN_BYTES = 2L << 30;

    /** Of what is available, so that nothing is driven out of memory for it. */
    private static final int SHARE = 4;

    private static final Path MEMORY = Path.of("/proc/meminfo");

    private PageCache() {}

    /** Writes everything out and drops these files from memory: who reads them next reads the disk. */
    public static void evict(List<Path> files) throws IOException {
        flush();
        for (Path file : files) {
            run(List.of("dd", "if=" + file, "iflag=nocache", "count=0", "status=none"));
        }
    }

    /** Writes out what earlier loads have left to be written, so that it is not charged to the next. */
    public static void flush() throws IOException {
        run(List.of("sync"));
    }

    /**
     * Touches free memory, from which the cache is filled next. A virtual machine may get its memory page by page from its
     * host when it is first used, slower than a disk: whichever broker comes upon such pages would pay for them, with more CPU
     * than all else that it does.
     */
    public static void provide() throws IOException {
        long available =
                ProcFiles.bytes(Files.readString(MEMORY), "MemAvailable").orElse(0);
        long bytes = Math.min(TURN_BYTES, available / SHARE);
        if (bytes > 0) {
            run(List.of(
                    "dd", "if=/dev/zero", "of=/dev/null", "bs=" + bytes, "count=1", "iflag=fullblock", "status=none"));
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("Failed: " + String.join(" ", command));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + command.getFirst(), e);
        }
    }
}
