package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Files of Java properties in UTF-8. */
public final class ClientProperties {

    private ClientProperties() {}

    /**
     * All that is in the file.
     *
     * @param what is in it, for the message
     * @throws CliException when it cannot be read
     */
    public static Properties load(Path file, String what) {
        Properties loaded = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            loaded.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException("cannot read the " + what + " in " + file + ": " + Causes.brief(e), e);
        }
        return loaded;
    }
}
