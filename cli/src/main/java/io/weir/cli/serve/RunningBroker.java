package io.weir.cli.serve;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import io.weir.cli.terminal.CliException;
import java.util.Map;

/** The one place where the command line touches the broker: started, asked for its address, stopped. */
public final class RunningBroker implements AutoCloseable {

    private final Broker broker;

    private RunningBroker(Broker broker) {
        this.broker = broker;
    }

    /**
     * A broker that answers requests by the time this returns.
     *
     * @param properties under Kafka's names
     * @throws CliException with one line that says why it could not start
     */
    public static RunningBroker start(Map<String, String> properties) {
        try {
            return new RunningBroker(Broker.start(BrokerConfig.of(properties)));
        } catch (StartupException e) {
            throw new CliException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where a client connects, as {@code host:port}. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** Every address it listens at, for people. */
    String addresses() {
        return String.join(
                ", ",
                broker.listeners().stream()
                        .map(listener -> listener.address() + " (" + listener.name() + ")")
                        .toList());
    }

    /** Waits until the broker has stopped, whoever stopped it. */
    void awaitShutdown() {
        try {
            broker.awaitShutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
