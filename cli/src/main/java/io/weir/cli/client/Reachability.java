package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether anybody listens at the bootstrap addresses. Kafka's clients keep trying for a minute and then report a
 * timeout, which is the wrong answer to a typing error.
 */
final class Reachability {

    private Reachability() {}

    /**
     * Opens and closes a connection to the first address that accepts one.
     *
     * @throws CliException when none does
     */
    static void check(String bootstrap, Duration timeout) {
        List<String> refusals = new ArrayList<>();
        for (String address : bootstrap.split(",")) {
            HostPort target = HostPort.parse(address.strip());
            String refusal = tryOne(target, timeout);
            if (refusal.isEmpty()) {
                return;
            }
            refusals.add(target + " (" + refusal + ")");
        }
        throw new CliException("no broker answers at " + String.join(", ", refusals)
                + ". Is one running there? Start one with: ./weir serve, or name another with: -b HOST:PORT");
    }

    private static String tryOne(HostPort target, Duration timeout) {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            return "unknown host";
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            return "";
        } catch (IOException e) {
            return Causes.brief(e);
        }
    }
}
