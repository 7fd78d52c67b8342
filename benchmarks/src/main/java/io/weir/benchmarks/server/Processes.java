package io.weir.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts other programs with the JDK that runs this one. */
public final class Processes {

    private static final int PATIENCE_MINUTES = 10;

    private Processes() {}

    /** The path of this JDK's {@code java}. */
    public static String java() {
        return tool("java");
    }

    /** The path of a program of this JDK. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Starts a program whose output, errors too, is appended to a file. */
    public static Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    /**
     * Runs a program to its end.
     *
     * @return what it printed
     * @throws IOException when it fails or takes more than ten minutes; the message holds its command and output
     */
    public static String run(List<String> command, Path output) throws IOException {
        Process process = start(command, output);
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("Failed: " + String.join(" ", command) + "\n" + Files.readString(output));
            }
            return Files.readString(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while running " + command.getFirst(), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
