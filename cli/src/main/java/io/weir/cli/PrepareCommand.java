package io.weir.cli;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Output;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does a little of everything once, so that a JVM started with {@code -XX:AOTCacheOutput} learns which classes and methods
 * the other commands need, and so does the broker's. The launcher runs it after a build.
 */
@Command(
        name = "prepare",
        hidden = true,
        description = "Run every command once, to fill the JDK's ahead-of-time cache.")
final class PrepareCommand implements Callable<Integer> {

    private static final int RECORDS = 2_000;

    @Parameters(paramLabel = "BOOTSTRAP", description = "A broker to do it against.")
    private String bootstrap = "";

    @Override
    public Integer call() {
        everything(bootstrap);
        return ExitCode.OK;
    }

    private static void everything(String bootstrap) {
        run("", bootstrap, "topic", "create", "prepare", "-p", "3");
        for (String codec : List.of("none", "zstd", "lz4")) {
            run("key:value\n".repeat(RECORDS), bootstrap, "produce", "prepare", "-K", ":", "-z", codec, "-H", "a=b");
        }
        run("", bootstrap, "topic", "list");
        run("", bootstrap, "topic", "describe", "prepare");
        run("", bootstrap, "topic", "describe", "perpare");
        run("", bootstrap, "topic", "alter", "prepare", "-p", "4", "-c", "retention.ms=1000000");
        run("", bootstrap, "consume", "prepare");
        run("", bootstrap, "consume", "prepare", "--output", "json", "-o", "-10");
        run("", bootstrap, "consume", "prepare", "--group", "prepare", "-n", "100");
        run("", bootstrap, "group", "list");
        run("", bootstrap, "group", "describe", "prepare");
        run("", bootstrap, "config", "set", "topic/prepare", "retention.ms=2000000");
        run("", bootstrap, "config", "get", "topic/prepare", "--output", "yaml");
        run("", bootstrap, "broker", "list");
        run("", bootstrap, "doctor");
        run("", bootstrap, "topic", "delete", "prepare");
    }

    private static void run(String input, String bootstrap, String... words) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        OutputStream nowhere = OutputStream.nullOutputStream();
        PrintStream err = new PrintStream(nowhere, true, StandardCharsets.UTF_8);
        Shell shell = new Shell(in, new Output(nowhere), err, Terminal.none());
        String[] arguments =
                Stream.concat(Stream.of(words), Stream.of("-b", bootstrap)).toArray(String[]::new);
        // Whether it succeeds does not matter here: what it touches does.
        int _ = Weir.run(shell, arguments);
    }
}
