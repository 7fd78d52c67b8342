package io.weir.console;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.Endpoint;
import io.weir.broker.config.StartupException;
import io.weir.console.http.Access;
import io.weir.metadata.config.ConfigValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the admin listener is, and who may ask there.
 *
 * @param isAskedFor whether the address was set: then one that is in use is an error
 */
public record AdminListener(InetSocketAddress address, boolean isAskedFor, Access access) {

    private static final String LISTENER = "weir.admin.listener";
    private static final String TOKEN = "weir.admin.token";
    private static final String TOKEN_FILE = "weir.admin.token.file";
    private static final String HOSTS = "weir.admin.hosts";
    private static final String NOWHERE = "none";

    /**
     * That of a broker; empty when it has none.
     *
     * @throws StartupException when a setting cannot be meant
     */
    static Optional<AdminListener> of(BrokerConfig config) {
        ConfigValues values = config.values();
        String listener = values.text(LISTENER).orElse(NOWHERE).strip();
        if (listener.isEmpty() || listener.equalsIgnoreCase(NOWHERE)) {
            return Optional.empty();
        }
        Endpoint endpoint = parse(listener);
        return Optional.of(new AdminListener(
                address(endpoint), values.isSet(LISTENER), new Access(hosts(endpoint, values), token(values))));
    }

    /**
     * Finds out what is wrong with the settings before anything is started.
     *
     * @throws StartupException with one line that names the setting, its value and what is wrong with it
     */
    public static void check(BrokerConfig config) {
        Optional<AdminListener> _ = of(config);
    }

    private static Endpoint parse(String listener) {
        try {
            return Endpoint.parseAddress(listener);
        } catch (StartupException e) {
            throw new StartupException(
                    LISTENER + " is '" + listener + "'; expected host:port, such as 127.0.0.1:9644, or none", e);
        }
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        InetSocketAddress address = endpoint.host().isEmpty()
                ? new InetSocketAddress(endpoint.port())
                : new InetSocketAddress(endpoint.host(), endpoint.port());
        if (address.isUnresolved()) {
            throw new StartupException(LISTENER + ": the host '" + endpoint.host() + "' is not known");
        }
        return address;
    }

    private static java.util.Set<String> hosts(Endpoint endpoint, ConfigValues values) {
        return Stream.concat(Stream.of(endpoint.host()), values.list(HOSTS).stream())
                .filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> token(ConfigValues values) {
        Optional<String> token = values.text(TOKEN);
        Optional<String> file = values.text(TOKEN_FILE);
        if (token.isPresent() && file.isPresent()) {
            throw new StartupException("both " + TOKEN + " and " + TOKEN_FILE + " are set; set one");
        }
        Optional<String> wanted = file.isPresent() ? Optional.of(read(Path.of(file.get()))) : token;
        if (wanted.filter(String::isBlank).isPresent()) {
            throw new StartupException((file.isPresent() ? TOKEN_FILE + " names an empty file" : TOKEN + " is empty")
                    + "; give a token, or none to let everybody in");
        }
        return wanted;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException | IllegalArgumentException e) {
            throw new StartupException(TOKEN_FILE + ": cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Why the address cannot be had now; null when it can. */
    @Nullable
    String whyNotFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return null;
        } catch (IOException e) {
            return "the admin listener cannot have " + name() + " (" + e.getMessage() + ")";
        }
    }

    /** As host:port. */
    String name() {
        return Endpoint.parseAddress("h:0")
                .withHost(address.getHostString())
                .withPort(address.getPort())
                .address();
    }

    /** What a browser on this machine calls it. */
    String url(int port) {
        InetAddress host = address.getAddress();
        String name = host.isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port + "/";
    }

    /** Whether others than this machine reach it. */
    boolean isOpenToOthers() {
        return !address.getAddress().isLoopbackAddress();
    }
}
