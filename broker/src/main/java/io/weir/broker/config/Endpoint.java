package io.weir.broker.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named address of this broker: where a listener binds, or what is told to clients.
 *
 * @param listener the listener's name, upper case
 * @param host a host name or address; empty for all interfaces
 * @param port 0 to 65535; 0 for any free port
 */
public record Endpoint(String listener, String host, int port) {

    private static final Pattern FORM = Pattern.compile("([^:/]+)://(?:\\[([0-9a-fA-F:.%]*)]|([^:/]*)):(-?\\d{1,9})");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads a list such as {@code PLAINTEXT://127.0.0.1:9092,INTERNAL://:9093}.
     *
     * @param property the property's name, for messages
     * @throws StartupException when an entry is not of this form or a name occurs twice
     */
    public static Map<String, Endpoint> parseList(String property, String value) {
        Map<String, Endpoint> endpoints = new LinkedHashMap<>();
        for (String entry : value.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            Endpoint endpoint = parse(property, entry.strip());
            if (endpoints.put(endpoint.listener(), endpoint) != null) {
                throw new StartupException(
                        property + ": the listener name " + endpoint.listener() + " occurs twice; give each its own");
            }
        }
        if (endpoints.isEmpty()) {
            throw new StartupException(property + " is empty; give at least one, such as PLAINTEXT://127.0.0.1:9092");
        }
        return endpoints;
    }

    /** Reads an address such as {@code 127.0.0.1:9093}. */
    public static Endpoint parseAddress(String address) {
        return parse("an address", "ADDRESS://" + address);
    }

    private static Endpoint parse(String property, String entry) {
        Matcher form = FORM.matcher(entry);
        if (!form.matches()) {
            throw new StartupException(property + ": '" + entry
                    + "' is not of the form NAME://host:port, such as PLAINTEXT://127.0.0.1:9092");
        }
        int port = Integer.parseInt(form.group(4));
        if (port < 0 || port > MAX_PORT) {
            throw new StartupException(property + ": port " + port + " in '" + entry + "' is outside 0.." + MAX_PORT);
        }
        String host = form.group(2) != null ? form.group(2) : form.group(3);
        return new Endpoint(form.group(1).toUpperCase(Locale.ROOT), host, port);
    }

    /** True when it stands for all interfaces, so that no client could connect to it by this name. */
    public boolean isWildcard() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    /** The same host under another port. */
    public Endpoint withPort(int newPort) {
        return new Endpoint(listener, host, newPort);
    }

    /** The same listener at another host. */
    public Endpoint withHost(String newHost) {
        return new Endpoint(listener, newHost, port);
    }

    /** As {@code host:port}, an IPv6 address in brackets. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return listener + "://" + address();
    }
}
