package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.LIST;
import static io.weir.metadata.config.ConfigType.LONG;
import static io.weir.metadata.config.ConfigType.STRING;
import static io.weir.metadata.config.Limit.NONE;
import static io.weir.metadata.config.Limit.atLeast;

/** Where a broker listens, and what a connection may take. */
final class SocketTable {

    private static final String NO_LIMIT = Integer.toString(Integer.MAX_VALUE);

    static final ConfigTable TABLE = table();

    private SocketTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        table.perBroker(
                "listeners",
                LIST,
                "PLAINTEXT://127.0.0.1:9092",
                Limit.DISTINCT,
                "Where to listen, as NAME://host:port parted by commas. Without a host: on all addresses; port 0: any"
                        + " free port.");
        table.add(
                "advertised.listeners",
                LIST,
                null,
                Limit.DISTINCT,
                "The addresses clients are told, where they differ from listeners.");
        table.perBroker(
                "listener.security.protocol.map",
                STRING,
                "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT",
                NONE,
                "Which security protocol a listener's name stands for.");
        table.add("inter.broker.listener.name", STRING, null, NONE, "The listener other brokers connect to.");
        table.add(
                "security.inter.broker.protocol",
                STRING,
                "PLAINTEXT",
                Limit.oneOf("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
                "The security protocol between brokers, where no listener is named for it.");
        table.add(
                "controller.listener.names",
                LIST,
                "",
                Limit.DISTINCT,
                "Which of listeners is for other nodes of the cluster and for nobody else; a node without one is"
                        + " alone.");
        table.add(
                "controller.quorum.bootstrap.servers",
                LIST,
                "",
                Limit.DISTINCT,
                "Nodes of the cluster that a new node is to join, as host:port of their internal listeners. Without"
                        + " any a cluster begins on this node.");
        table.add(
                "controller.quorum.fetch.timeout.ms",
                INT,
                "2000",
                atLeast(1),
                "How long a voter hears nothing from the leader of the metadata before it asks for votes.");
        table.add(
                "socket.request.max.bytes",
                INT,
                "104857600",
                atLeast(1),
                "The largest request; a larger one ends its connection.");
        table.add(
                "socket.send.buffer.bytes",
                INT,
                "-1",
                NONE,
                "The send buffer of a connection; -1 leaves it to the operating system.");
        table.add(
                "socket.receive.buffer.bytes",
                INT,
                "-1",
                NONE,
                "The receive buffer of a connection; -1 leaves it to the operating system.");
        table.add("socket.listen.backlog.size", INT, "1024", atLeast(1), "Connections that may wait to be accepted.");
        table.add("connections.max.idle.ms", LONG, "600000", NONE, "After how much silence a connection is closed.");
        table.dynamic("max.connections", INT, NO_LIMIT, atLeast(0), "Connections a broker accepts at a time.");
        table.dynamic(
                "max.connections.per.ip",
                INT,
                NO_LIMIT,
                atLeast(0),
                "Connections a broker accepts at a time from one address.");
        table.dynamic(
                "max.connections.per.ip.overrides",
                STRING,
                "",
                NONE,
                "Exceptions from max.connections.per.ip, as host:number parted by commas.");
        table.dynamic(
                "max.connection.creation.rate", INT, NO_LIMIT, atLeast(0), "Connections a broker accepts in a second.");
        table.add(
                "queued.max.requests",
                INT,
                "500",
                atLeast(1),
                "Requests a connection may have under way before no more are read from it.");
        table.add(
                "queued.max.request.bytes",
                LONG,
                "-1",
                NONE,
                "Bytes of requests that may be under way before no more are read; -1 sets no limit.");
        table.dynamic(
                "num.network.threads",
                INT,
                "3",
                atLeast(1),
                "Accepted for Kafka's sake; connections here run on virtual threads.");
        table.dynamic(
                "num.io.threads",
                INT,
                "8",
                atLeast(1),
                "Accepted for Kafka's sake; requests here run on virtual threads.");
        table.add("fetch.max.bytes", INT, "57671680", atLeast(1024), "The most bytes one fetch answer has.");
        table.add(
                "max.incremental.fetch.session.cache.slots",
                INT,
                "1000",
                atLeast(0),
                "Fetch sessions a broker remembers.");
        return table.build();
    }
}
