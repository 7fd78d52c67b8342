package io.weir.broker.config;

import io.weir.metadata.config.ConfigValues;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a node is told about its cluster.
 *
 * @param internal   where it listens for other nodes
 * @param address    as host:port, what other nodes connect to; port 0 stands for the port in use
 * @param bootstrap  internal listeners, as host:port, of nodes a new node asks to be taken in; empty where a cluster begins
 * @param votes      whether it has a say in the metadata
 * @param timeoutsMs how long silence is borne
 */
public record ClusterConfig(
        Endpoint internal, Endpoint address, List<String> bootstrap, boolean votes, Timeouts timeoutsMs) {

    /**
     * In milliseconds.
     *
     * @param election  a voter waits so long for its leader
     * @param heartbeat a broker tells so often that it lives
     * @param session   a broker that is silent for so long is fenced
     * @param balance   so often leadership goes back to preferred replicas; 0 for never
     */
    public record Timeouts(int election, int heartbeat, int session, long balance) {}

    static ClusterConfig of(Endpoint internal, Endpoint address, ConfigValues values) {
        List<String> bootstrap = values.list("controller.quorum.bootstrap.servers").stream()
                .map(server -> Endpoint.parseAddress(server).address())
                .filter(server -> !server.equals(address.address()))
                .toList();
        return new ClusterConfig(
                internal,
                address,
                bootstrap,
                values.list("process.roles").contains("controller"),
                new Timeouts(
                        values.intValue("controller.quorum.fetch.timeout.ms"),
                        values.intValue("broker.heartbeat.interval.ms"),
                        values.intValue("broker.session.timeout.ms"),
                        values.booleanValue("auto.leader.rebalance.enable")
                                ? TimeUnit.SECONDS.toMillis(values.longValue("leader.imbalance.check.interval.seconds"))
                                : 0));
    }
}
