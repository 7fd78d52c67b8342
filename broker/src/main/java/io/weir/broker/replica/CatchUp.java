package io.weir.broker.replica;

import io.weir.broker.partition.Partition;
import io.weir.metadata.config.ConfigValues;
import io.weir.replication.leader.Allowance;
import io.weir.replication.leader.RateAllowance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Bounds what followers that are not in sync read here, so that those who are, and clients, are not held up: by a rate of the
 * broker for all of them, and by Kafka's for those replicas that {@code leader.replication.throttled.replicas} of their topic names.
 */
public final class CatchUp {

    static final String RATE = "weir.catch.up.max.bytes.per.second";
    private static final String THROTTLED_RATE = "leader.replication.throttled.rate";
    private static final String THROTTLED_REPLICAS = "leader.replication.throttled.replicas";
    private static final String ALL = "*";

    private final Function<String, Map<String, String>> topics;
    private final Allowance forAll;
    private final Allowance forThrottled;

    /**
     * Nothing is read so far.
     *
     * @param values the broker's settings as they stand
     * @param topics the settings a topic has of its own
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public CatchUp(Supplier<ConfigValues> values, Function<String, Map<String, String>> topics, LongSupplier nanos) {
        this.topics = topics;
        this.forAll = new RateAllowance(() -> values.get().longValue(RATE), nanos);
        this.forThrottled = new RateAllowance(() -> values.get().longValue(THROTTLED_RATE), nanos);
    }

    /** What bounds a follower in a partition; empty where it is in sync, and has to stay so. */
    Optional<Allowance> of(Partition partition, int follower) {
        if (partition.others().isInSync(follower)) {
            return Optional.empty();
        }
        List<String> throttled = Arrays.asList(topics.apply(partition.id().topic())
                .getOrDefault(THROTTLED_REPLICAS, "")
                .split("\\s*,\\s*"));
        boolean isThrottled =
                throttled.contains(ALL) || throttled.contains(partition.id().partition() + ":" + follower);
        return Optional.of(isThrottled ? new Both(forAll, forThrottled) : forAll);
    }

    private record Both(Allowance one, Allowance other) implements Allowance {

        @Override
        public boolean isSpent() {
            return one.isSpent() || other.isSpent();
        }

        @Override
        public void spend(int bytes) {
            one.spend(bytes);
            other.spend(bytes);
        }
    }
}
