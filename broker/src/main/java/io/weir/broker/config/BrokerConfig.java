package io.weir.broker.config;

import io.weir.broker.network.SocketLimits;
import io.weir.metadata.config.BrokerConfigs;
import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.config.InvalidConfigException;
import io.weir.metadata.image.NodeConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a broker is started with: Kafka's properties, checked, and typed where the broker itself needs them.
 *
 * @param properties the properties given, by Kafka's names; nothing else counts as set
 * @param listeners where to listen for clients, by listener name
 * @param advertised what clients are told to connect to, by listener name; port 0 stands for the port in use
 */
public record BrokerConfig(
        Map<String, String> properties, Map<String, Endpoint> listeners, Map<String, Endpoint> advertised) {

    private static final String PLAINTEXT = "PLAINTEXT";

    /**
     * Checks the properties.
     *
     * @throws StartupException with one line that names the property, its value and what is wrong with it
     */
    public static BrokerConfig of(Map<String, String> properties) {
        try {
            BrokerConfigs.checkStatic(properties);
        } catch (InvalidConfigException e) {
            throw new StartupException(String.valueOf(e.getMessage()));
        }
        ConfigValues values = new ConfigValues(BrokerLayers.ofStatic(properties));
        Map<String, Endpoint> listeners = Endpoint.parseList("listeners", String.join(",", values.list("listeners")));
        checkProtocols(listeners, values);
        checkAuthorizer(values);
        Map<String, Endpoint> advertised = advertised(listeners, values);
        InternalListeners.requireOne(listeners, values);
        QuorumSettings.check(values, properties);
        listeners.keySet().removeAll(InternalListeners.names(values));
        if (listeners.isEmpty()) {
            throw new StartupException("listeners has none for clients: all are named in controller.listener.names");
        }
        return new BrokerConfig(Map.copyOf(properties), listeners, advertised);
    }

    /** What this node is told about its cluster; empty for a node that is alone. */
    public Optional<ClusterConfig> cluster() {
        ConfigValues values = values();
        return InternalListeners.find(
                        Endpoint.parseList("listeners", String.join(",", values.list("listeners"))), values)
                .map(internal ->
                        ClusterConfig.of(internal, advertised.getOrDefault(internal.listener(), internal), values));
    }

    /** The typed settings, as given at start. */
    public ConfigValues values() {
        return new ConfigValues(BrokerLayers.ofStatic(properties));
    }

    /** This node, for the rooms that keep its settings in step. */
    public NodeConfig node() {
        return new NodeConfig(nodeId(), properties);
    }

    public int nodeId() {
        ConfigValues values = values();
        return values.isSet("node.id") || !values.isSet("broker.id")
                ? values.intValue("node.id")
                : values.intValue("broker.id");
    }

    public Optional<String> rack() {
        return values().text("broker.rack");
    }

    /** The folders logs are spread over; at least one. */
    public List<Path> dataDirs() {
        ConfigValues values = values();
        List<String> dirs = values.isSet("log.dirs") ? values.list("log.dirs") : values.list("log.dir");
        if (dirs.isEmpty()) {
            throw new StartupException("log.dirs is empty; name at least one folder");
        }
        return dirs.stream().map(Path::of).map(Path::toAbsolutePath).toList();
    }

    /** The folder of the cluster's metadata. */
    public Path metadataDir() {
        return values().text("metadata.log.dir")
                .map(Path::of)
                .orElseGet(() -> dataDirs().getFirst());
    }

    /** What one connection may cost. */
    public SocketLimits socketLimits() {
        ConfigValues values = values();
        return new SocketLimits(
                values.intValue("socket.request.max.bytes"),
                values.longValue("connections.max.idle.ms"),
                values.intValue("queued.max.requests"),
                new SocketLimits.Buffers(
                        values.intValue("socket.send.buffer.bytes"),
                        values.intValue("socket.receive.buffer.bytes"),
                        values.intValue("socket.listen.backlog.size")));
    }

    /** Whoever names an authorizer believes that it decides: better no broker than one open to all. */
    private static void checkAuthorizer(ConfigValues values) {
        values.text("authorizer.class.name").filter(name -> !name.isBlank()).ifPresent(name -> {
            throw new StartupException("authorizer.class.name is " + name
                    + ", and this version has no authorizer: everybody may do everything. Remove it to start"
                    + " all the same");
        });
    }

    private static void checkProtocols(Map<String, Endpoint> listeners, ConfigValues values) {
        Map<String, String> protocols =
                protocols(values.text("listener.security.protocol.map").orElse(""));
        for (String name : listeners.keySet()) {
            // A name that says nothing of its protocol is plain: there is nothing else yet.
            String protocol = protocols.getOrDefault(name, PLAINTEXT);
            if (!protocol.equals(PLAINTEXT)) {
                throw new StartupException("listener " + name + " asks for the security protocol " + protocol
                        + ", which this version does not have; map it to PLAINTEXT in listener.security.protocol.map"
                        + " or remove it from listeners");
            }
        }
    }

    private static Map<String, String> protocols(String map) {
        Map<String, String> protocols = new LinkedHashMap<>();
        for (String pair : map.split(",", -1)) {
            String[] sides = pair.split(":", 2);
            if (sides.length == 2) {
                protocols.put(
                        sides[0].strip().toUpperCase(Locale.ROOT),
                        sides[1].strip().toUpperCase(Locale.ROOT));
            }
        }
        return protocols;
    }

    private static Map<String, Endpoint> advertised(Map<String, Endpoint> listeners, ConfigValues values) {
        Map<String, Endpoint> advertised = new LinkedHashMap<>();
        Map<String, Endpoint> given = values.text("advertised.listeners")
                .filter(text -> !text.isBlank())
                .map(text -> Endpoint.parseList(
                        "advertised.listeners", String.join(",", values.list("advertised.listeners"))))
                .orElse(Map.of());
        for (String name : given.keySet()) {
            if (!listeners.containsKey(name)) {
                throw new StartupException("advertised.listeners names " + name
                        + ", which is not among listeners; known are " + String.join(", ", listeners.keySet()));
            }
        }
        listeners.forEach((name, endpoint) -> {
            Endpoint told = given.getOrDefault(name, endpoint);
            if (given.containsKey(name) && told.isWildcard()) {
                throw new StartupException(
                        "advertised.listeners: clients cannot connect to '" + told + "'; name a host they can reach");
            }
            advertised.put(name, told.isWildcard() ? told.withHost(thisHost()) : told);
        });
        return Map.copyOf(advertised);
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        }
    }
}
