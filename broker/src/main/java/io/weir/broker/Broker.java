package io.weir.broker;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.InternalTopics;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.ConnectionLimits;
import io.weir.broker.config.Endpoint;
import io.weir.broker.config.StartupException;
import io.weir.broker.coordinator.CoordinatorThreads;
import io.weir.broker.fetch.FetchSessions;
import io.weir.broker.fetch.Fetcher;
import io.weir.broker.fetch.RackAwareReplicas;
import io.weir.broker.fetch.ReadReplicas;
import io.weir.broker.group.GroupService;
import io.weir.broker.group.GroupSettings;
import io.weir.broker.handlers.Handlers;
import io.weir.broker.handlers.KnownFailures;
import io.weir.broker.insight.BrokerView;
import io.weir.broker.insight.GroupInsights;
import io.weir.broker.insight.LiveView;
import io.weir.broker.metrics.FlushMetrics;
import io.weir.broker.metrics.RequestMetrics;
import io.weir.broker.network.Admission;
import io.weir.broker.network.BufferPool;
import io.weir.broker.node.ClusterNode;
import io.weir.broker.observation.Counters;
import io.weir.broker.observation.Observation;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.Gate;
import io.weir.broker.request.RequestDispatcher;
import io.weir.broker.security.Authorizer;
import io.weir.broker.share.ShareFetcher;
import io.weir.broker.share.ShareService;
import io.weir.broker.share.ShareSettings;
import io.weir.broker.share.ShareStateDesk;
import io.weir.broker.telemetry.ClientTelemetry;
import io.weir.broker.transaction.TransactionPeers;
import io.weir.broker.transaction.TransactionService;
import io.weir.log.disk.Disk;
import io.weir.log.disk.NioDisk;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.config.UnknownSettings;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.image.BrokerDescription;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker in this process: starts, serves, stops.
 *
 * <p>Ports are taken first, so that one in use is found before anything else is touched; connections are served last,
 * when everything is there.
 */
public final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private static final long MAX_POOLED_BYTES = 32L << 20;
    private static final long MAX_POOLED_SHARE_OF_HEAP = 16;

    private final Lifecycle lifecycle;
    private final Served served;
    private final CountDownLatch stopped;

    /** Where a broker is reached: by clients, by other nodes if it is one of a cluster; and seen. */
    private record Served(
            Listeners listeners, Optional<Membership> membership, Observation observation, BrokerView view) {}

    private Broker(Lifecycle lifecycle, Served served, CountDownLatch stopped) {
        this.lifecycle = lifecycle;
        this.served = served;
        this.stopped = stopped;
    }

    /**
     * Starts a broker; it serves when this returns.
     *
     * @throws StartupException with one line that says what is in the way, and how to get rid of it
     */
    public static Broker start(BrokerConfig config) {
        return start(config, Authorizer.ALLOW_ALL, new NioDisk());
    }

    /** Starts a broker that asks this authorizer before it does anything for anybody, and has its logs on this disk. */
    static Broker start(BrokerConfig config, Authorizer authorizer, Disk disk) {
        long startedNanos = System.nanoTime();
        Lifecycle lifecycle = new Lifecycle();
        warnings(config).forEach(LOG::warn);
        try {
            CountDownLatch stopped = new CountDownLatch(1);
            Runnable whenFailed = () -> endWithoutFolders(lifecycle, stopped);
            Broker broker = new Broker(lifecycle, assemble(config, authorizer, disk, lifecycle, whenFailed), stopped);
            LOG.info(
                    "broker {} serves {} ({} ms to start)",
                    config.nodeId(),
                    broker.listeners(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
            return broker;
        } catch (CompletionException e) {
            lifecycle.close();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartupException("the broker cannot start: " + cause.getMessage(), e);
        } catch (RuntimeException | Error e) {
            lifecycle.close();
            throw e;
        }
    }

    /** What is allowed, and most likely not meant. */
    static List<String> warnings(BrokerConfig config) {
        List<String> warnings =
                new ArrayList<>(UnknownSettings.warnings(config.properties().keySet()));
        config.listeners().values().stream()
                .filter(Endpoint::isWildcard)
                .filter(_ -> !config.values().isSet("advertised.listeners"))
                .map(endpoint ->
                        "Listener " + endpoint + " is open on all addresses of this machine, and clients are told "
                                + "to connect to " + config.advertised().get(endpoint.listener())
                                + "; set advertised.listeners where they cannot reach that")
                .forEach(warnings::add);
        return warnings;
    }

    /** Where clients connect. */
    public List<BoundListener> listeners() {
        return served.listeners.bound();
    }

    /** The first listener as {@code host:port}: a client's bootstrap server. */
    public String bootstrap() {
        return served.listeners.bound().getFirst().address();
    }

    /** The port other nodes connect to, if this broker is one of a cluster. */
    public OptionalInt internalPort() {
        return served.membership.stream().mapToInt(Membership::port).findFirst();
    }

    /** What can be seen of this broker from within its process. */
    public Observation observation() {
        return served.observation;
    }

    /** What a console in this process may see. */
    public BrokerView view() {
        return served.view;
    }

    /** Waits until somebody has closed the broker, or it has ended because every data folder failed. */
    public void awaitShutdown() throws InterruptedException {
        stopped.await();
    }

    /** Stops serving, writes everything down, and gives ports and folders back. */
    @Override
    public void close() {
        lifecycle.close();
        stopped.countDown();
    }

    /** As Kafka does: a broker without a folder has nothing to serve. Called by one of those that are stopped now. */
    private static void endWithoutFolders(Lifecycle lifecycle, CountDownLatch stopped) {
        LOG.error("Every data folder has failed: the broker stops. Look after the disks, and start it again");
        Thread.ofPlatform().name("shutdown").start(() -> {
            lifecycle.close();
            stopped.countDown();
        });
    }

    private static ReadReplicas readReplicas(BrokerConfig config, Cluster cluster) {
        return config.values()
                .text("replica.selector.class")
                .filter(RackAwareReplicas.SELECTOR::equals)
                .<ReadReplicas>map(_ -> new RackAwareReplicas(
                        config.nodeId(), () -> cluster.image().cluster()))
                .orElse(ReadReplicas.LEADERS);
    }

    private static Served assemble(
            BrokerConfig config, Authorizer authorizer, Disk disk, Lifecycle lifecycle, Runnable whenFailed) {
        InstantSource clock = InstantSource.system();
        ConfigValues values = config.values();
        Listeners listeners = lifecycle.add(Listeners.bind(config));
        ProducerExpiration expiration = new ProducerExpiration(values);
        Optional<Membership> membership =
                config.cluster().map(cluster -> lifecycle.add(Membership.open(config, cluster)));
        FlushMetrics flushes = new FlushMetrics();
        Storage storage =
                lifecycle.add(Storage.open(config, clock, disk, expiration, membership.map(Membership::log), flushes));
        ControllerRuntime controller = storage.controller();
        LogStore logs = storage.logs();
        BrokerDescription description = Registration.describe(config, logs, listeners.bound());
        Optional<ClusterNode.Life> life =
                membership.map(cluster -> lifecycle.add(cluster.begin(controller, description, logs)));

        Replication replication = lifecycle.add(
                membership.isPresent() && life.isPresent()
                        ? Replication.among(config, clock, controller, membership.get(), life.get())
                        : Replication.alone(config.nodeId()));
        Partitions partitions = new Partitions(
                config.node(),
                logs,
                replication.ports(),
                Thread.ofPlatform().daemon().name("log-deletion")::start);
        CoordinatorThreads threads = lifecycle.add(new CoordinatorThreads());
        Cluster cluster = new Cluster(
                config.node(),
                controller,
                Membership.commands(controller, life),
                new InternalTopics(values),
                values.booleanValue("auto.create.topics.enable"),
                Membership.quorum(config, controller, membership));
        ShareService shares = lifecycle.add(new ShareService(
                cluster,
                values,
                new ShareSettings(config.node(), controller::image),
                partitions,
                threads,
                membership.map(Membership::sharePeers)));
        membership.ifPresent(member -> member.share(new ShareStateDesk(shares.coordinator())));
        GroupService groups = lifecycle.add(new GroupService(
                config.nodeId(),
                GroupSettings.of(values, config.node(), controller::image),
                partitions,
                controller::image,
                shares.states(),
                threads));
        controller.addListener(partitions).join();
        logs.moveUnclaimedAside();
        Compaction compaction = new Compaction(logs, () -> config.node().layers(controller.image()));
        compaction.follow();
        logs.runMoves(() -> new ConfigValues(config.node().layers(controller.image()))
                .longValue("replica.alter.log.dirs.io.max.bytes.per.second"));
        if (life.isEmpty()) {
            Registration.register(config.nodeId(), controller, description);
        }
        controller.addListener(shares).join();
        controller.addListener(groups).join();

        TransactionService transactions = lifecycle.add(new TransactionService(
                cluster,
                values,
                partitions,
                groups.coordinator(),
                threads,
                membership.map(Membership::transactionPeers).orElseGet(TransactionPeers::none)));
        controller.addListener(transactions).join();
        membership.ifPresent(member -> member.coordinate(transactions.desk()));
        GroupInsights insights =
                new GroupInsights(cluster, groups.coordinator(), membership.map(Membership::insightPeers));
        membership.ifPresent(member -> member.explain(insights));
        Background background = lifecycle.add(new Background());
        FetchSessions sessions = new FetchSessions(values.intValue("max.incremental.fetch.session.cache.slots"), clock);
        Fetcher fetcher = new Fetcher(
                partitions,
                readReplicas(config, cluster),
                sessions,
                background.timers(),
                values.intValue("fetch.max.bytes"));
        ShareFetcher shareFetcher = new ShareFetcher(
                new ShareFetcher.Ports(shares, partitions, background.timers(), threads.time()),
                values.intValue("fetch.max.bytes"));
        Handlers.Services services = new Handlers.Services(
                cluster,
                logs,
                partitions,
                fetcher,
                new Handlers.Coordinators(
                        groups.coordinator(),
                        insights,
                        transactions,
                        new Handlers.ShareCoordinators(shares, shareFetcher)),
                clock);
        Runnable settings = () -> {
            compaction.follow();
            expiration.follow(new ConfigValues(cluster.layers()));
        };
        background.start(new Background.Chores(partitions, logs, settings, listeners, clock, whenFailed), values);
        long pooled = Math.min(MAX_POOLED_BYTES, Runtime.getRuntime().maxMemory() / MAX_POOLED_SHARE_OF_HEAP);
        membership.ifPresent(member -> Replication.serve(config, controller, member, partitions));
        // Before clients come: a broker that is fenced leads nothing.
        life.ifPresent(alive -> alive.serve(controller));
        RequestMetrics requests = new RequestMetrics();
        ClientTelemetry telemetry = new ClientTelemetry(() -> cluster.image().configs(), values, clock);
        listeners.serve(
                new RequestDispatcher(
                        Handlers.table(services, telemetry, values),
                        authorizer,
                        new KnownFailures(),
                        life.map(ClusterNode.Life::gate).orElse(Gate.OPEN),
                        requests),
                new BufferPool(pooled),
                new Admission(new ConnectionLimits(cluster::layers)));
        // Closed first: nobody is served by a broker that is half stopped.
        lifecycle.add(listeners);
        life.ifPresent(lifecycle::add);
        return new Served(
                listeners,
                membership,
                new Observation(
                        new Counters(requests, flushes, storage.disk()::coldReads, listeners::counts),
                        cluster,
                        partitions,
                        groups.coordinator(),
                        transactions.coordinator(),
                        telemetry::read),
                new LiveView(
                        config.node(),
                        cluster,
                        logs,
                        partitions,
                        insights,
                        listeners.bound().getFirst().address()));
    }
}
