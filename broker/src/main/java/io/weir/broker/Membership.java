package io.weir.broker;

import io.weir.broker.cluster.Quorum;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.ClusterConfig;
import io.weir.broker.config.ConnectionLimits;
import io.weir.broker.insight.GroupInsights;
import io.weir.broker.insight.InsightPeers;
import io.weir.broker.network.Admission;
import io.weir.broker.network.BufferPool;
import io.weir.broker.network.EventLoops;
import io.weir.broker.network.SocketServer;
import io.weir.broker.node.ClusterNode;
import io.weir.broker.replica.LeaderLine;
import io.weir.broker.replica.Leaders;
import io.weir.broker.share.SharePeers;
import io.weir.broker.share.ShareStateDesk;
import io.weir.broker.transaction.TransactionDesk;
import io.weir.broker.transaction.TransactionPeers;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.controller.CommandSender;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.log.MetadataLog;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A broker that is one of a cluster: its internal listener, and its life there. */
final class Membership implements AutoCloseable {

    private static final long MAX_POOLED_BYTES = 4L << 20;

    private final SocketServer server;
    private final EventLoops loops;
    private final ClusterNode node;
    private final CompletableFuture<ControllerRuntime> controller = new CompletableFuture<>();
    private final CompletableFuture<ClusterNode.Leading> leaders = new CompletableFuture<>();
    private final ClusterNode.Desks desks = ClusterNode.Desks.empty();

    private Membership(SocketServer server, EventLoops loops, ClusterNode node) {
        this.server = server;
        this.loops = loops;
        this.node = node;
    }

    /**
     * Takes the internal port, finds the cluster, and answers other nodes from then on.
     *
     * @throws io.weir.broker.config.StartupException when the port cannot be had, or there is no cluster
     */
    static Membership open(BrokerConfig config, ClusterConfig cluster) {
        SocketServer server = Listeners.bind(cluster.internal(), config);
        try {
            ClusterNode node = ClusterNode.open(config, cluster, server.port());
            EventLoops loops = new EventLoops("weir-peers", Runtime.getRuntime().availableProcessors());
            Membership membership = new Membership(server, loops, node);
            BrokerLayers layers = BrokerLayers.ofStatic(config.properties());
            server.start(new SocketServer.Service(
                    loops,
                    node.answers(membership.controller, membership.leaders, membership.desks),
                    new BufferPool(MAX_POOLED_BYTES),
                    new Admission(new ConnectionLimits(() -> layers))));
            return membership;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    MetadataLog log() {
        return node.log();
    }

    /** Comes in with this controller; when this returns all is known here that was decided before. */
    ClusterNode.Life begin(ControllerRuntime newController, BrokerDescription description, LogStore logs) {
        controller.complete(newController);
        return node.begin(newController, description, logs);
    }

    /** Answers brokers that follow this one from now on. */
    void lead(Leaders led, Supplier<ByteBuffer> sizes) {
        leaders.complete(new ClusterNode.Leading(led::answer, sizes));
    }

    /** Answers what other brokers ask about transactions from now on. */
    void coordinate(TransactionDesk desk) {
        desks.transactions().complete(desk);
    }

    /** Answers what other brokers ask about states of share groups from now on. */
    void share(ShareStateDesk desk) {
        desks.shares().complete(desk);
    }

    /** Answers what other brokers ask about groups from now on. */
    void explain(GroupInsights groups) {
        desks.groups().complete(groups);
    }

    /** The way to brokers that coordinate groups. */
    InsightPeers insightPeers() {
        return node::askAboutGroup;
    }

    /** The way to brokers that keep states of share groups. */
    SharePeers sharePeers() {
        return node::askAboutShare;
    }

    /** The way to brokers that coordinate transactions, or lead what is in them. */
    TransactionPeers transactionPeers() {
        return node::askAboutTransaction;
    }

    /** The way to the brokers this one follows. */
    LeaderLine line() {
        return node::askLeader;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
        node.close();
    }

    /** Who keeps the metadata of a broker that may be alone. */
    static Quorum quorum(BrokerConfig config, ControllerRuntime controller, Optional<Membership> membership) {
        return membership
                .map(member -> member.node.quorum())
                .orElseGet(() ->
                        Quorum.alone(config.nodeId(), () -> controller.image().offset()));
    }

    /** The way to the controller of a broker that may be alone. */
    static CommandSender commands(ControllerRuntime controller, Optional<ClusterNode.Life> life) {
        return life.<CommandSender>map(ClusterNode.Life::commands).orElse(controller);
    }
}
