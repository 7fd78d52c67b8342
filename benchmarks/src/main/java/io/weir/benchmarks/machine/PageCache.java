package io.weir.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file system's cache, by the tools of GNU coreutils. */
public final class PageCache {

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
