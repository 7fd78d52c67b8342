package io.weir.broker.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A broker in a JVM of its own, which can be killed and started again over the same files and port. */
public final class BrokerProcess implements AutoCloseable {

    private final Path folder;
    private final List<String> jvmOptions;
    private final List<String> settings;
    private Process process;
    private String bootstrap;

    /** Starts with these options of the JVM, on a free port, in a folder that is gone when this is closed. */
    public BrokerProcess(String... jvmOptions) throws IOException {
        this(List.of(), List.of(jvmOptions));
    }

    /** As above, with settings beside those that tests need, each as {@code name=value}. */
    public BrokerProcess(List<String> settings, List<String> jvmOptions) throws IOException {
        this.folder = Files.createTempDirectory("weir-process");
        this.jvmOptions = List.copyOf(jvmOptions);
        this.settings = List.copyOf(settings);
        this.process = launch("127.0.0.1:0");
        this.bootstrap = readBootstrap();
    }

    public String bootstrap() {
        return bootstrap;
    }

    /** As {@code kill -9}: nothing is said, nothing is written. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    public void start() throws IOException {
        process = launch(bootstrap);
        bootstrap = readBootstrap();
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private Process launch(String address) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                "listeners=PLAINTEXT://" + address,
                "log.dirs=" + folder,
                "log.retention.ms=-1",
                "group.initial.rebalance.delay.ms=0"));
        command.addAll(settings);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String readBootstrap() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.matches("[0-9.]+:[0-9]+")) {
            System.out.println(line);
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the broker's process ended before it served");
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(System.out::println));
        return line;
    }
}
