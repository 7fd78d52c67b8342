package io.weir.broker;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.node.ClusterNode;
import io.weir.broker.partition.Partitions;
import io.weir.broker.partition.ReplicationPorts;
import io.weir.broker.replica.CatchUp;
import io.weir.broker.replica.Followers;
import io.weir.broker.replica.InSyncProposals;
import io.weir.broker.replica.Leaders;
import io.weir.broker.replica.LedSizes;
import io.weir.broker.replica.ReplicationThrottle;
import io.weir.broker.replica.ReplicationThrottle.Side;
import io.weir.broker.replica.ThreadTurns;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.image.BrokerImage;
import io.weir.replication.follower.FetchSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How a broker that may be alone replicates: not at all, or with the others of its cluster. */
final class Replication implements AutoCloseable {

    private static final int AGAIN_MS = 20;

    private final ReplicationPorts ports;
    private final Optional<Followers> followers;

    private Replication(ReplicationPorts ports, Optional<Followers> followers) {
        this.ports = ports;
        this.followers = followers;
    }

    static Replication alone(int nodeId) {
        return new Replication(ReplicationPorts.alone(nodeId), Optional.empty());
    }

    static Replication among(
            BrokerConfig config,
            InstantSource clock,
            ControllerRuntime controller,
            Membership membership,
            ClusterNode.Life life) {
        int nodeId = config.nodeId();
        LongSupplier epoch = () -> controller
                .image()
                .cluster()
                .broker(nodeId)
                .map(BrokerImage::epoch)
                .orElse(-1L);
        ThreadTurns turns = new ThreadTurns();
        ReplicationThrottle throttle =
                new ReplicationThrottle(Side.FOLLOWER, throttleSettings(config, controller), System::nanoTime);
        Followers followers =
                new Followers(nodeId, membership.line(), epoch, settings(config.values()), throttle, turns);
        ReplicationPorts ports = new ReplicationPorts(
                nodeId,
                clock,
                (id, brokerEpoch) -> controller
                        .image()
                        .cluster()
                        .broker(id)
                        .filter(broker -> !broker.fenced() && broker.epoch() == brokerEpoch)
                        .isPresent(),
                new InSyncProposals(nodeId, life.commands(), epoch, turns),
                followers,
                config.values().longValue("replica.lag.time.max.ms"));
        return new Replication(ports, Optional.of(followers));
    }

    private static FetchSettings settings(ConfigValues values) {
        return new FetchSettings(
                values.intValue("replica.fetch.response.max.bytes"),
                values.intValue("replica.fetch.max.bytes"),
                values.intValue("replica.fetch.wait.max.ms"),
                AGAIN_MS);
    }

    private static ReplicationThrottle.Settings throttleSettings(BrokerConfig config, ControllerRuntime controller) {
        return new ReplicationThrottle.Settings(
                config.nodeId(),
                () -> new ConfigValues(config.node().layers(controller.image())),
                topic -> controller.image().configs().ofTopic(topic));
    }

    ReplicationPorts ports() {
        return ports;
    }

    /** Lets other brokers follow what is led here. */
    static void serve(BrokerConfig config, ControllerRuntime controller, Membership membership, Partitions partitions) {
        ReplicationThrottle.Settings settings = throttleSettings(config, controller);
        CatchUp catchUp = new CatchUp(
                settings.broker(), new ReplicationThrottle(Side.LEADER, settings, System::nanoTime), System::nanoTime);
        membership.lead(new Leaders(partitions, catchUp, new ThreadTurns()), () -> LedSizes.of(partitions));
    }

    @Override
    public void close() {
        followers.ifPresent(Followers::close);
    }
}
