package io.weir.cli.serve;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import io.weir.cli.terminal.CliException;
import io.weir.console.AdminListener;
import io.weir.console.Console;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The one place where the command line touches the broker: started, asked for its address, stopped. */
public final class RunningBroker implements AutoCloseable {

    private final Broker broker;
    private final BrokerConfig config;
    private Optional<Console> console = Optional.empty();

    private RunningBroker(Broker broker, BrokerConfig config) {
        this.broker = broker;
        this.config = config;
    }

    /**
     * A broker that answers requests by the time this returns.
     *
     * @param properties under Kafka's names
     * @throws CliException with one line that says why it could not start
     */
    public static RunningBroker start(Map<String, String> properties) {
        try {
            BrokerConfig config = BrokerConfig.of(properties);
            AdminListener.check(config);
            return new RunningBroker(Broker.start(config), config);
        } catch (StartupException e) {
            throw new CliException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Has the console served from soon on: it costs the start nothing.
     *
     * @param whenOpen is told its address
     * @throws CliException when its port was asked for, and is in use
     */
    void openConsole(Consumer<String> whenOpen) {
        try {
            console = Optional.of(Console.open(broker, config, whenOpen));
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
        console.ifPresent(Console::close);
        broker.close();
    }
}
