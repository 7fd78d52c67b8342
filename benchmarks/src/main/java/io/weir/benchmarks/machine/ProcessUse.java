package io.weir.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a process has used of the machine, as the operating system counts it. */
public final class ProcessUse {

    /** Resets the highest resident size, see proc(5). */
    private static final String RESET_PEAK = "5";

    private final Path folder;

    public ProcessUse(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    /** CPU seconds of all threads since the process began, in steps of 10 ms. */
    public double cpuSeconds() {
        return ProcFiles.cpuSeconds(text(folder.resolve("stat")));
    }

    /** Memory that is in RAM now. */
    public long residentBytes() {
        return bytes("VmRSS");
    }

    /** The most memory that was in RAM at once since {@link #resetPeak}. */
    public long peakResidentBytes() {
        return bytes("VmHWM");
    }

    /** Where the system does not allow this, the peak stays that of the whole life. */
    public void resetPeak() {
        try {
            Files.writeString(folder.resolve("clear_refs"), RESET_PEAK);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reset the peak memory of " + folder, e);
        }
    }

    /** CPU seconds of the threads that live now, summed by name, numbers in names left out. */
    public Map<String, Double> cpuSecondsByThread() {
        Map<String, Double> seconds = new TreeMap<>();
        try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
            threads.forEach(thread -> addThread(thread, seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds;
    }

    private static void addThread(Path thread, Map<String, Double> seconds) {
        try {
            String name = Files.readString(thread.resolve("comm")).strip().replaceAll("[-#]?\\d+$", "");
            seconds.merge(name, ProcFiles.cpuSeconds(Files.readString(thread.resolve("stat"))), Double::sum);
        } catch (NoSuchFileException e) {
            // It has ended since it was listed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long bytes(String name) {
        return ProcFiles.bytes(text(folder.resolve("status")), name)
                .orElseThrow(() -> new IllegalStateException("No " + name + " in " + folder.resolve("status")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The process is gone, or this is not Linux: " + file, e);
        }
    }
}
