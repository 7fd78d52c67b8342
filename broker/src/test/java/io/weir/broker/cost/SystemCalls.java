package io.weir.broker.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Counts the system calls of a process with strace, a Debian package. */
final class SystemCalls {

    private static final String NOT_TRACED = "TracerPid:\t0";
    private static final int PATIENCE_SECONDS = 20;

    private SystemCalls() {}

    /** What is done while calls are counted. */
    interface Work {
        void run() throws IOException;
    }

    static boolean canBeCounted() {
        try {
            return new ProcessBuilder("strace", "-qq", "-c", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Calls by name, of all threads. */
    static Map<String, Integer> during(Work work, long pid, Path output) throws IOException, InterruptedException {
        Process strace =
                new ProcessBuilder("strace", "-f", "-qq", "-o", output.toString(), "-p", Long.toString(pid)).start();
        try {
            awaitTraced(pid, strace);
            work.run();
        } finally {
            // Asked in order, it lets go of the process before it ends.
            strace.destroy();
            strace.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return count(Files.readAllLines(output));
    }

    /** Lines such as {@code 4711 pwrite64(7, ...}; a call that was interrupted in the listing is counted where it begins. */
    static Map<String, Integer> count(List<String> lines) {
        Map<String, Integer> calls = new TreeMap<>();
        for (String line : lines) {
            String call = line.replaceFirst("^\\d+ +", "");
            int end = call.indexOf('(');
            if (end > 0 && !call.startsWith("<...")) {
                calls.merge(call.substring(0, end), 1, Integer::sum);
            }
        }
        return calls;
    }

    private static void awaitTraced(long pid, Process strace) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isTraced(pid)) {
            if (!strace.isAlive() || System.nanoTime() > end) {
                throw new IOException("strace cannot attach to the broker");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isTraced(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("status")).contains(NOT_TRACED)) {
                    return false;
                }
            }
        }
        return true;
    }
}
