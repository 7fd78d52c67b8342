package io.weir.benchmarks.profile;

import io.weir.benchmarks.machine.ProcessUse;
import io.weir.benchmarks.server.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records where a Java process spends its CPU time: by the flight recorder's samples of CPU time (JEP 509), and, for the
 * threads it does not see, such as the compiler's, by what the operating system counts.
 */
public final class Profiler implements AutoCloseable {

    private static final String NAME = "weir-benchmarks";

    private final long pid;
    private final Path recording;
    private final Path output;
    private final Map<String, Double> threadsAtStart;

    private Profiler(long pid, Path recording, Path output) {
        this.pid = pid;
        this.recording = recording;
        this.output = output;
        this.threadsAtStart = new ProcessUse(pid).cpuSecondsByThread();
    }

    /** Begins; the process has to run as the same user. */
    public static Profiler start(long pid) throws IOException {
        Profiler profiler =
                new Profiler(pid, Files.createTempFile("profile", ".jfr"), Files.createTempFile("jcmd", ".log"));
        profiler.jcmd(
                "JFR.start",
                "name=" + NAME,
                "settings=profile",
                "jdk.CPUTimeSample#enabled=true",
                "jdk.CPUTimeSample#throttle=1ms");
        return profiler;
    }

    /**
     * Ends, and draws a flame graph into the file.
     *
     * @return the threads and frames that took most, as text
     */
    public String stop(String title, Path flameGraph) throws IOException {
        jcmd("JFR.stop", "name=" + NAME, "filename=" + recording);
        Map<String, Double> threads = new ProcessUse(pid).cpuSecondsByThread();
        threads.replaceAll((name, seconds) -> seconds - threadsAtStart.getOrDefault(name, 0.0));
        StackTree stacks = Recording.stacks(recording);
        Files.writeString(flameGraph, FlameGraph.html(title, stacks));
        return TopFrames.text(title, threads, stacks) + "\nFlame graph: " + flameGraph;
    }

    private void jcmd(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Processes.tool("jcmd"), Long.toString(pid)));
        command.addAll(List.of(arguments));
        Processes.run(command, output);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(recording);
        Files.deleteIfExists(output);
    }
}
