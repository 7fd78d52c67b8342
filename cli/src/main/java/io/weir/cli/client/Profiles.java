package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A person's profiles: one file of Java properties that only its owner may read, with {@code used=NAME} and, for each
 * profile, {@code profile.NAME.bootstrap.servers=...} and {@code profile.NAME.} before each property of the client. Two
 * commands that change it at the same time: the later one wins.
 */
public final class Profiles {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String USED = "used";
    private static final String PREFIX = "profile.";
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final Path file;

    public Profiles(Path file) {
        this.file = file;
    }

    /** Where the XDG Base Directory Specification puts it. */
    public static Profiles of(Map<String, String> environment) {
        String home = environment.getOrDefault("XDG_CONFIG_HOME", "");
        // Relative paths are to be ignored, says the specification.
        Path config = home.startsWith("/") ? Path.of(home) : Path.of(System.getProperty("user.home"), ".config");
        return new Profiles(config.resolve("weir").resolve("profiles.properties"));
    }

    /** By name. */
    public List<Profile> all() {
        Properties content = read();
        Map<String, Map<String, String>> byName = new TreeMap<>();
        for (String key : content.stringPropertyNames()) {
            int dot = key.indexOf('.', PREFIX.length());
            if (key.startsWith(PREFIX) && dot > 0) {
                byName.computeIfAbsent(key.substring(PREFIX.length(), dot), _ -> new TreeMap<>())
                        .put(key.substring(dot + 1), content.getProperty(key));
            }
        }
        List<Profile> all = new ArrayList<>();
        byName.forEach((name, properties) -> {
            String bootstrap = properties.getOrDefault(BOOTSTRAP, "");
            properties.remove(BOOTSTRAP);
            all.add(new Profile(name, bootstrap, properties));
        });
        return all;
    }

    /** The one that commands take where nothing else is said. */
    public Optional<Profile> used() {
        String name = usedName();
        return name.isEmpty() ? Optional.empty() : Optional.of(named(name));
    }

    /** Its name; empty where there is none. */
    public String usedName() {
        return read().getProperty(USED, "");
    }

    /**
     * The profile.
     *
     * @throws CliException when there is none of this name
     */
    public Profile named(String name) {
        List<Profile> all = all();
        return all.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CliException("there is no profile '" + name + "'"
                        + (all.isEmpty()
                                ? "; add it with: weir profile add " + name + " -b HOST:PORT"
                                : "; there are: "
                                        + String.join(
                                                ", ",
                                                all.stream().map(Profile::name).toList()))));
    }

    /**
     * Adds one.
     *
     * @throws CliException when there is one of this name, or the name is none
     */
    public void add(Profile profile) {
        if (!NAME.matcher(profile.name()).matches()) {
            throw CliException.usage(
                    "a profile's name is up to 64 letters, digits, _ and -, not '" + profile.name() + "'");
        }
        if (all().stream().anyMatch(known -> known.name().equals(profile.name()))) {
            throw new CliException("there is a profile '" + profile.name()
                    + "' already; take it away with: weir profile" + " remove " + profile.name());
        }
        Properties content = read();
        String prefix = PREFIX + profile.name() + ".";
        profile.properties().forEach((key, value) -> content.setProperty(prefix + key, value));
        content.setProperty(prefix + BOOTSTRAP, profile.bootstrap());
        write(content);
    }

    /** From now on commands take this one. */
    public void use(String name) {
        Properties content = read();
        content.setProperty(USED, named(name).name());
        write(content);
    }

    /** From now on commands take none. */
    public void useNone() {
        Properties content = read();
        content.remove(USED);
        write(content);
    }

    /** Takes it away with its secrets; where it was in use, none is. */
    public void remove(String name) {
        Profile known = named(name);
        Properties content = read();
        content.keySet().removeIf(key -> key.toString().startsWith(PREFIX + known.name() + "."));
        content.remove(USED, known.name());
        write(content);
    }

    private Properties read() {
        return Files.exists(file) ? ClientProperties.load(file, "profiles") : new Properties();
    }

    private void write(Properties content) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            // Such a file is its owner's alone from the first byte on (mode 600), and takes the old one's place whole.
            Path written = Files.createTempFile(folder, "profiles", ".new");
            try (BufferedWriter writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
                content.store(writer, "Profiles of weir; secrets may be among them.");
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CliException("cannot write the profiles to " + file + ": " + Causes.brief(e), e);
        }
    }
}
