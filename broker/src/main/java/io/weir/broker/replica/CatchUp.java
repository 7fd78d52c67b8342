package io.weir.broker.replica;

import io.weir.broker.partition.Partition;
import io.weir.metadata.config.ConfigValues;
import io.weir.replication.rate.Allowance;
import io.weir.replication.rate.RateAllowance;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Bounds what followers that are not in sync read here, so that those who are, and clients, are not held up: by a rate of the
 * broker for all of them, and by Kafka's for what topics have throttled at this leader.
 */
public final class CatchUp {

    static final String RATE = "weir.catch.up.max.bytes.per.second";

    private final ReplicationThrottle throttle;
    private final Allowance forAll;
    private final Allowance forThrottled;

    /**
     * Nothing is read so far.
     *
     * @param values the broker's settings as they stand
     * @param throttle of leaders
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public CatchUp(Supplier<ConfigValues> values, ReplicationThrottle throttle, LongSupplier nanos) {
        this.throttle = throttle;
        this.forAll = new RateAllowance(() -> values.get().longValue(RATE), nanos);
        this.forThrottled = new Both(forAll, throttle.allowance());
    }

    /** What bounds a follower in a partition; empty where it is in sync, and has to stay so. */
    Optional<Allowance> of(Partition partition, int follower) {
        if (partition.others().isInSync(follower)) {
            return Optional.empty();
        }
        return Optional.of(throttle.holdsFor(partition.id()) ? forThrottled : forAll);
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
