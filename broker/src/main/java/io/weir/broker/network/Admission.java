package io.weir.broker.network;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts the connections of all listeners and says whether one more may come in: {@code max.connections} in all,
 * {@code max.connections.per.ip} from one address.
 *
 * <p>Kafka lets a connection above {@code max.connections} wait in the backlog; here it is closed, so that whoever
 * connects is told at once.
 */
public final class Admission {

    /**
     * The limits as they stand now.
     *
     * @param max connections in all
     * @param maxPerAddress connections from one address, unless it has a limit of its own
     * @param byAddress addresses with a limit of their own ({@code max.connections.per.ip.overrides})
     */
    public record Limits(int max, int maxPerAddress, Map<InetAddress, Integer> byAddress) {

        /** Lets everybody in. */
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Map.of());

        private int of(InetAddress address) {
            return byAddress.getOrDefault(address, maxPerAddress);
        }
    }

    private final Supplier<Limits> limits;
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int total;

    /** Asks for the limits at every connection, since they can change while the broker runs. */
    public Admission(Supplier<Limits> limits) {
        this.limits = limits;
    }

    /** Counts a connection in, or says why it cannot come in. */
    synchronized Optional<String> enter(InetAddress address) {
        Limits now = limits.get();
        int fromHere = perAddress.getOrDefault(address, 0);
        if (total >= now.max()) {
            return Optional.of("there are " + total + " connections already (max.connections)");
        }
        if (fromHere >= now.of(address)) {
            return Optional.of("its address has " + fromHere + " connections already (max.connections.per.ip)");
        }
        total++;
        perAddress.put(address, fromHere + 1);
        return Optional.empty();
    }

    synchronized void leave(InetAddress address) {
        total--;
        perAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
}
