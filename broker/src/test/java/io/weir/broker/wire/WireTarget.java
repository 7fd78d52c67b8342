package io.weir.broker.wire;

import io.weir.broker.RunningBroker;
import java.util.Map;
import java.util.Optional;

/**
 * The broker under test: one of ours, or whatever listens at the loopback port named by the system property
 * {@code weir.wire.port}. Run against Kafka, the tables in this package show where we differ from it.
 */
final class WireTarget implements AutoCloseable {

    /** Before there is one. */
    static final WireTarget NONE = new WireTarget(Optional.empty(), 0);

    private final Optional<RunningBroker> own;
    private final int port;

    private WireTarget(Optional<RunningBroker> own, int port) {
        this.own = own;
        this.port = port;
    }

    static WireTarget start() {
        Integer other = Integer.getInteger("weir.wire.port");
        if (other != null) {
            return new WireTarget(Optional.empty(), other);
        }
        RunningBroker broker = RunningBroker.start(Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "group.streams.initial.rebalance.delay.ms", "0",
                "group.streams.assignment.interval.ms", "0"));
        return new WireTarget(Optional.of(broker), broker.port());
    }

    boolean isOurs() {
        return own.isPresent();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        own.ifPresent(RunningBroker::close);
    }
}
