package io.weir.broker.telemetry;

import io.weir.metadata.config.ClientMetricsConfigs;
import io.weir.metadata.config.ClientMetricsSubscription;
import io.weir.protocol.types.Uuid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** All client metrics subscriptions of the cluster at a moment. Unchanging. */
final class Subscriptions {

    static final Subscriptions NONE = new Subscriptions(new TreeMap<>());

    private final Map<String, Map<String, String>> settings;
    private final List<ClientMetricsSubscription> all;

    /** @param settings of each, by its name */
    Subscriptions(SortedMap<String, Map<String, String>> settings) {
        this.settings = settings;
        this.all = settings.values().stream().map(ClientMetricsSubscription::of).toList();
    }

    /** Whether others say the same. */
    boolean sameAs(Subscriptions other) {
        return settings.equals(other.settings);
    }

    /**
     * What holds for a client: the metrics of all that match, as often as the most eager of them says. Kafka has nobody
     * wait for more than five minutes, whatever all of them say.
     */
    Terms termsFor(ClientIdentity client) {
        List<ClientMetricsSubscription> matching = all.stream()
                .filter(subscription -> subscription.matches(client::attribute))
                .toList();
        int intervalMs = matching.stream()
                .mapToInt(ClientMetricsSubscription::intervalMs)
                .min()
                .orElse(ClientMetricsConfigs.DEFAULT_INTERVAL_MS);
        TreeSet<String> metrics = new TreeSet<>();
        matching.forEach(subscription -> metrics.addAll(subscription.metrics()));
        List<String> asked = metrics.contains(ClientMetricsSubscription.ALL)
                ? List.of(ClientMetricsSubscription.ALL)
                : List.copyOf(metrics);
        return new Terms(id(asked, intervalMs, client.instanceId()), asked, intervalMs);
    }

    /** As Kafka's: a checksum of what is asked for, which clients do not share. */
    private static int id(List<String> metrics, int intervalMs, Uuid instanceId) {
        CRC32C crc = new CRC32C();
        crc.update((metrics.toString() + intervalMs).getBytes(StandardCharsets.UTF_8));
        long bits = instanceId.mostSignificantBits() ^ instanceId.leastSignificantBits();
        return (int) crc.getValue() ^ Long.hashCode(bits);
    }
}
