package io.weir.cli.serve;

import io.weir.cli.client.Causes;
import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker's properties come from, under Kafka's names. What is said with {@code --set} wins over the flags,
 * these over the file, that over what is recorded in the folder, and this over the defaults.
 *
 * @param port of the loopback listener; null when not said, 0 for any free one
 * @param data folder for everything the broker keeps; null when not said
 * @param file of Java properties; null for none
 * @param sets from {@code --set}
 */
record ServeSettings(
        @Nullable Integer port,
        @Nullable Path data,
        @Nullable Path file,
        Map<String, String> sets) {

    static final int DEFAULT_PORT = 9092;
    static final Path DEFAULT_DATA = Path.of("weir-data");

    private static final String LISTENERS = "listeners";
    private static final String LOG_DIRS = "log.dirs";
    private static final String LOG_DIR = "log.dir";
    private static final int MAX_PORT = 65_535;

    /**
     * All of it as one map.
     *
     * @throws CliException when the file cannot be read or the port is none
     */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put(LISTENERS, loopback(DEFAULT_PORT));
        overlay(properties, Files.exists(recorded()) ? load(recorded()) : Map.of());
        properties.put(LOG_DIRS, folder().toString());
        overlay(properties, file == null ? Map.of() : load(file));
        overlay(properties, flags());
        overlay(properties, sets);
        return properties;
    }

    /** What was recorded in the folder when it became that of a broker of a local cluster. */
    Path recorded() {
        return folder().resolve("broker.properties");
    }

    /** Where everything is kept, unless file or properties say otherwise. */
    Path folder() {
        return (data == null ? DEFAULT_DATA : data).toAbsolutePath().normalize();
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new HashMap<>();
        if (port != null) {
            flags.put(LISTENERS, loopback(port));
        }
        if (data != null) {
            flags.put(LOG_DIRS, data.toAbsolutePath().normalize().toString());
        }
        return flags;
    }

    /** Kafka has two names for the data folder, of which {@code log.dirs} wins; the later layer must win over both. */
    private static void overlay(Map<String, String> properties, Map<String, String> layer) {
        if (layer.containsKey(LOG_DIR) || layer.containsKey(LOG_DIRS)) {
            properties.remove(LOG_DIR);
            properties.remove(LOG_DIRS);
        }
        properties.putAll(layer);
    }

    private static String loopback(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw CliException.usage("port " + port + " is not between 0 and " + MAX_PORT + "; 0 takes any free one");
        }
        return "PLAINTEXT://127.0.0.1:" + port;
    }

    private static Map<String, String> load(Path file) {
        Properties loaded = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            loaded.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException("cannot read the configuration in " + file + ": " + Causes.brief(e), e);
        }
        Map<String, String> properties = new HashMap<>();
        loaded.stringPropertyNames()
                .forEach(name -> properties.put(name, loaded.getProperty(name).strip()));
        return properties;
    }
}
