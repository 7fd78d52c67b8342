package io.weir.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that was measured on, for those who compare figures. */
public record Machine(String cpu, int cores, long memoryBytes, String kernel, String fileSystem, String java) {

    /** This one; the file system is that of the given folder. */
    public static Machine describe(Path folder) {
        return new Machine(
                ProcFiles.value(read("/proc/cpuinfo"), "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                ProcFiles.bytes(read("/proc/meminfo"), "MemTotal").orElse(0),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                fileSystem(folder),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    private static String fileSystem(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The benchmarks need Linux", e);
        }
    }
}
