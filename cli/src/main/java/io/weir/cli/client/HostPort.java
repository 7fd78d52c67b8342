package io.weir.cli.client;

import io.weir.cli.terminal.CliException;

/**
 * A TCP address.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without its brackets
 * @param port 1 to 65535
 */
record HostPort(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws CliException when it is neither
     */
    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        boolean digits = !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(Character::isDigit);
        if (host.isEmpty() || !digits || (host.contains(":") && !bracketed)) {
            throw CliException.usage("'" + text + "' is no broker address; write HOST:PORT, as in 127.0.0.1:9092");
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > MAX_PORT) {
            throw CliException.usage("port " + port + " in '" + text + "' is not between 1 and " + MAX_PORT);
        }
        return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, number);
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
