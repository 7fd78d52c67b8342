package io.weir.broker.replica;

import io.weir.broker.partition.PartitionId;
import io.weir.metadata.config.ConfigValues;
import io.weir.replication.rate.Allowance;
import io.weir.replication.rate.RateAllowance;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One of the two throttles of a broker on copies that are not in sync (KIP-73): a rate for all of them together, and in each
 * topic the partitions it holds for, as {@code partition:broker} for this broker, or {@code *} for all. What leads is named in
 * {@code leader.replication.throttled.replicas}, what copies in that of followers. Both may change at any time.
 */
public final class ReplicationThrottle {

    private static final String ALL = "*";

    private final String replicasSetting;
    private final int nodeId;
    private final Function<String, Map<String, String>> topics;
    private final Allowance allowance;

    /** On which side of the copying it is. */
    public enum Side {
        LEADER,
        FOLLOWER;

        private String setting(String name) {
            return (this == LEADER ? "leader" : "follower") + ".replication.throttled." + name;
        }
    }

    /**
     * What the settings of a cluster say.
     *
     * @param broker those of this broker as they stand
     * @param topics those a topic has of its own
     */
    public record Settings(int nodeId, Supplier<ConfigValues> broker, Function<String, Map<String, String>> topics) {}

    /** @param nanos a clock that never goes back, in nanoseconds */
    public ReplicationThrottle(Side side, Settings settings, LongSupplier nanos) {
        this.replicasSetting = side.setting("replicas");
        this.nodeId = settings.nodeId;
        this.topics = settings.topics;
        String rateSetting = side.setting("rate");
        this.allowance = new RateAllowance(() -> settings.broker.get().longValue(rateSetting), nanos);
    }

    /** What it lets pass. */
    Allowance allowance() {
        return allowance;
    }

    /** Whether it is for a partition on this broker. */
    boolean holdsFor(PartitionId partition) {
        String replicas = topics.apply(partition.topic())
                .getOrDefault(replicasSetting, "")
                .strip();
        return replicas.equals(ALL)
                || Arrays.asList(replicas.split("\\s*,\\s*")).contains(partition.partition() + ":" + nodeId);
    }
}
