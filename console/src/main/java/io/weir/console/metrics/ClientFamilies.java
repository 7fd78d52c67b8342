package io.weir.console.metrics;

import io.weir.broker.observation.ClientReadings;
import io.weir.broker.observation.ClientReadings.Client;
import io.weir.broker.observation.ClientReadings.Reading;
import io.weir.broker.observation.ClientReadings.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What clients told of themselves (KIP-714), under names and labels of their own making as far as Prometheus can read
 * them.
 */
final class ClientFamilies {

    private static final String ID = "client_id";
    private static final String INSTANCE_ID = "client_instance_id";

    private final Map<String, Family.Counter> counters = new TreeMap<>();
    private final Map<String, Family.Gauge> gauges = new TreeMap<>();

    /** Different attributes may be the same label to Prometheus, which takes no series twice. */
    private final Set<Told> told = new HashSet<>();

    private record Told(String name, Map<String, String> labels) {}

    private ClientFamilies() {}

    static List<Family> of(ClientReadings clients, CutOff cutOff) {
        ClientFamilies pushed = new ClientFamilies();
        Family.Gauge info = Family.gauge("weir_telemetry_client_info", "Always 1; a client whose metrics are here.");
        int leftOut = 0;
        for (Reading reading : clients.readings()) {
            info.add(1, info(reading.client()));
            leftOut += reading.leftOut();
            pushed.add(reading, true);
        }
        clients.readings().forEach(reading -> pushed.add(reading, false));
        cutOff.count("client_series", leftOut);
        List<Family> all = new ArrayList<>();
        all.add(Family.gauge("weir_telemetry_clients", "Clients that asked this broker lately what to push.")
                .add(clients.known()));
        all.add(info);
        all.addAll(pushed.counters.values());
        all.addAll(pushed.gauges.values());
        return all;
    }

    private static String[] info(Client client) {
        return new String[] {
            ID,
            client.id(),
            INSTANCE_ID,
            client.instanceId(),
            "software_name",
            client.software(),
            "software_version",
            client.softwareVersion(),
            "address",
            client.address()
        };
    }

    private void add(Reading reading, boolean isCounter) {
        reading.values().forEach((series, value) -> {
            if (series.isCounter() == isCounter) {
                add(reading.client(), series, value);
            }
        });
    }

    private void add(Client client, Series series, double value) {
        String name = ClientNames.metric(series.name());
        Map<String, String> labels = new TreeMap<>();
        series.attributes().forEach((key, text) -> {
            // To Prometheus an empty label is none.
            if (!text.isEmpty()) {
                labels.put(ClientNames.label(key), text);
            }
        });
        labels.put(ID, client.id());
        labels.put(INSTANCE_ID, client.instanceId());
        String help = "Pushed by clients as " + series.name() + ".";
        // One name cannot be both; which it is must not depend on who came first.
        String own = series.isCounter() ? name : gaugeName(name);
        if (!told.add(new Told(own, labels))) {
            return;
        }
        if (series.isCounter()) {
            counters.computeIfAbsent(own, _ -> Family.counter(own, help)).add(value, inTurn(labels));
        } else {
            gauges.computeIfAbsent(own, _ -> Family.gauge(own, help)).add(value, inTurn(labels));
        }
    }

    private String gaugeName(String name) {
        String own = name;
        while (counters.containsKey(own)) {
            own += "_gauge";
        }
        return own;
    }

    private static String[] inTurn(Map<String, String> labels) {
        List<String> inTurn = new ArrayList<>();
        labels.forEach((name, value) -> {
            inTurn.add(name);
            inTurn.add(value);
        });
        return inTurn.toArray(String[]::new);
    }
}
