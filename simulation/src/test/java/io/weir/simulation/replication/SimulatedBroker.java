package io.weir.simulation.replication;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.partition.ReplicationPorts;
import io.weir.broker.replica.CatchUp;
import io.weir.broker.replica.Followers;
import io.weir.broker.replica.InSyncProposals;
import io.weir.broker.replica.Leaders;
import io.weir.broker.replica.ReplicationThrottle;
import io.weir.log.LogEnvironment;
import io.weir.log.checkpoint.CleanShutdownMark;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.BrokerHeartbeat;
import io.weir.metadata.controller.RegisterBroker;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.BrokerEndpoint;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.protocol.types.Uuid;
import io.weir.replication.follower.FetchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A broker from its start to its end: the real partitions, logs and replication, without sockets. */
final class SimulatedBroker {

    private static final long MAX_LAG_MS = 1_500;
    private static final int FENCED_BEAT_MS = 50;
    private static final int BEAT_MS = 400;
    private static final int TICK_MS = 250;

    private final Host host;
    private final World world;
    private final Metadata metadata;
    private final BrokerDescription description;
    private Optional<Served> served = Optional.empty();
    private long epoch = -1;
    private long lastStop = -1;
    private boolean isStopping;

    /** What there is once the broker knows what it has. */
    private record Served(LogStore logs, Partitions partitions, Leaders leaders) {}

    SimulatedBroker(Host host, World world) {
        this.host = host;
        this.world = world;
        this.metadata = new Metadata(host, world);
        this.description = new BrokerDescription(
                new Uuid(host.id(), host.life()),
                List.of(new BrokerEndpoint("INTERNAL", "host-" + host.id(), 9_092, (short) 0)),
                Optional.empty(),
                List.of(new Uuid(9, host.id())));
    }

    void begin() {
        metadata.begin();
        lastStop = lastStop();
        register();
    }

    Metadata metadata() {
        return metadata;
    }

    /** Whether it has registered, and has the partitions it had when it did. */
    boolean isServing() {
        return served.isPresent();
    }

    Optional<Partition> led(int partition) {
        return served.flatMap(one -> Optional.ofNullable(one.partitions.find(World.TOPIC, partition)));
    }

    /** Empty where it has not heard of the partition yet. */
    Optional<Replica> replica(int partition) {
        return served.orElseThrow().logs.find(World.TOPIC + "-" + partition).map(Replica::new);
    }

    private void register() {
        var _ = metadata.carriedOut(new RegisterBroker(host.id(), description, lastStop, true))
                .whenComplete((done, failure) -> {
                    if (failure != null || done.answer().error().isError()) {
                        var _ = host.later(FENCED_BEAT_MS, this::register);
                    } else {
                        epoch = done.answer().brokerEpoch();
                        var _ = metadata.until(done.entries())
                                .thenRun(() -> world.witness().watched(host.guarded(this::serve)));
                    }
                });
    }

    /** What the disk says of it; where the error is planted, that nothing was lost. */
    private long lastStop() {
        if (world.planted() == Planted.UNCLEAN_STAYS_ELIGIBLE) {
            return world.quorum()
                    .image()
                    .cluster()
                    .broker(host.id())
                    .map(BrokerImage::epoch)
                    .orElse(-1L);
        }
        try {
            return CleanShutdownMark.epoch(host.disk(), Path.of("/data")).orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    private void serve() {
        if (served.isEmpty()) {
            served = Optional.of(open());
            served.get().logs.registered(epoch);
            metadata.follow(served.get().partitions);
            host.lostPower(() -> world.witness().lostPower(host));
            var _ = host.later(TICK_MS, this::tick);
            beat();
        }
    }

    private Served open() {
        LogEnvironment environment = new LogEnvironment(
                host.disk(),
                host,
                new Flushes(host, world.random(), world.slowFlushOneIn()),
                LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS);
        try {
            LogStore logs =
                    LogStore.open(new StoreConfig(List.of(Path.of("/data")), "cluster", host.id()), environment);
            Partitions partitions = new Partitions(new NodeConfig(host.id(), Map.of()), logs, ports(), Runnable::run);
            CatchUp catchUp =
                    new CatchUp(SimulatedBroker::settings, throttle(ReplicationThrottle.Side.LEADER), this::nanos);
            return new Served(logs, partitions, new Leaders(partitions, catchUp, host));
        } catch (LogStoreException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private ReplicationThrottle throttle(ReplicationThrottle.Side side) {
        return new ReplicationThrottle(
                side,
                new ReplicationThrottle.Settings(host.id(), SimulatedBroker::settings, _ -> Map.of()),
                this::nanos);
    }

    private static ConfigValues settings() {
        return new ConfigValues(BrokerLayers.ofStatic(Map.of()));
    }

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(host.millis());
    }

    private ReplicationPorts ports() {
        Doubles doubles = new Doubles(world.planted());
        LongSupplier known = () -> metadata.image()
                .cluster()
                .broker(host.id())
                .map(BrokerImage::epoch)
                .orElse(-1L);
        Followers followers = new Followers(
                host.id(),
                (leader, question) -> world.wires().ask(host, world.host(leader), () -> {
                    Optional<SimulatedBroker> asked = world.host(leader).broker();
                    return asked.flatMap(one -> one.served)
                            .map(one -> one.leaders
                                    .answer(doubles.question(question.duplicate()))
                                    .thenApply(Replica::bytes))
                            .orElseGet(() -> CompletableFuture.failedFuture(new IOException("starting")));
                }),
                known,
                new FetchSettings(world.answerBytes(), world.answerBytes(), 500, 20),
                throttle(ReplicationThrottle.Side.FOLLOWER),
                host);
        return new ReplicationPorts(
                host.id(),
                host,
                doubles.eligibility((id, registration) -> metadata.image()
                        .cluster()
                        .broker(id)
                        .filter(broker -> !broker.fenced() && broker.epoch() == registration)
                        .isPresent()),
                new InSyncProposals(host.id(), doubles.commands(metadata), known, host),
                followers,
                MAX_LAG_MS);
    }

    private void tick() {
        Served now = served.orElseThrow();
        now.partitions.expireWaiting(host.millis());
        if (world.random().nextInt(8) == 0) {
            boolean _ = now.logs.checkpoint();
        }
        var _ = host.later(TICK_MS, this::tick);
    }

    /** Asks to be relieved of what it leads, closes its logs, and is done; not for ever, though. */
    void stop(Runnable then) {
        isStopping = true;
        var _ = metadata.carriedOut(new BrokerHeartbeat(host.id(), epoch, true, true))
                .whenComplete((_, _) -> {
                    served.orElseThrow().logs.close();
                    then.run();
                });
    }

    private void beat() {
        if (isStopping) {
            return;
        }
        boolean isKnown = metadata.image()
                .cluster()
                .broker(host.id())
                .filter(broker -> broker.epoch() == epoch)
                .isPresent();
        var _ = metadata.carriedOut(new BrokerHeartbeat(host.id(), epoch, isKnown, false))
                .whenComplete((done, failure) -> {
                    boolean isFenced = failure != null || done.answer().isFenced();
                    if (failure == null && done.answer().error().isError()) {
                        register();
                    }
                    var _ = host.later(isFenced ? FENCED_BEAT_MS : BEAT_MS, this::beat);
                });
    }
}
