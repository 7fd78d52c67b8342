package io.weir.cli.cluster;

import io.weir.cli.serve.PidFile;
import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * One broker of a local cluster: its number, and its folder, which has its data, its settings, its pid and what it says.
 *
 * @param folder absolute
 */
record Member(int nodeId, Path folder) {

    /** In a broker's folder: what {@code weir serve} takes its settings from besides its options. */
    static final String SETTINGS = "broker.properties";

    boolean isRecorded() {
        return Files.exists(folder.resolve(SETTINGS));
    }

    /** Writes the settings down. */
    void record(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try {
            Files.createDirectories(folder);
            try (Writer writer = Files.newBufferedWriter(folder.resolve(SETTINGS), StandardCharsets.UTF_8)) {
                properties.store(writer, "Settings of this broker; weir serve --data takes them from here");
            }
        } catch (IOException e) {
            throw new CliException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The broker is none of the cluster's any more; its data, if it has any, stays. */
    void forget() {
        try {
            Files.deleteIfExists(folder.resolve(SETTINGS));
        } catch (IOException e) {
            throw new CliException("cannot delete " + folder.resolve(SETTINGS) + ": " + e.getMessage(), e);
        }
    }

    /** Whether it has ever begun to serve. */
    boolean hasData() {
        return Files.exists(folder.resolve("meta.properties"));
    }

    /** Where other nodes connect, as host:port. */
    String internalAddress() {
        return address(recorded().getOrDefault("listeners", "").replaceFirst(".*,", ""));
    }

    /** The settings that were written down. */
    Map<String, String> recorded() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(SETTINGS), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException("cannot read " + folder.resolve(SETTINGS) + ": " + e.getMessage(), e);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    /** Where clients connect, as host:port. */
    String address() {
        return address(recorded().getOrDefault("listeners", "").split(",", 2)[0]);
    }

    private String address(String listener) {
        int scheme = listener.indexOf("://");
        if (scheme < 0 || !listener.matches(".*:[0-9]{1,5}")) {
            throw new CliException("the settings in " + folder.resolve(SETTINGS)
                    + " are damaged: 'listeners' should be NAME://HOST:PORT,NAME://HOST:PORT");
        }
        return listener.substring(scheme + 3);
    }

    /** The process that serves this folder, if one does. */
    Optional<ProcessHandle> process() {
        return new PidFile(folder).process();
    }

    /** Starts it, and returns at once. */
    Process start(boolean outlivesUs) {
        try {
            return new ProcessBuilder(Launch.serve(folder, outlivesUs))
                    .redirectOutput(ProcessBuilder.Redirect.to(log().toFile()))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException e) {
            throw new CliException("cannot start broker " + nodeId + ": " + e.getMessage(), e);
        }
    }

    /** What the broker says. */
    Path log() {
        return folder.resolve("broker.log");
    }
}
