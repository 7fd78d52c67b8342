package io.weir.broker;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.Endpoint;
import io.weir.broker.config.StartupException;
import io.weir.broker.network.Admission;
import io.weir.broker.network.BufferPool;
import io.weir.broker.network.EventLoops;
import io.weir.broker.network.Exchange;
import io.weir.broker.network.SocketServer;
import io.weir.broker.observation.Counters.ConnectionCounts;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All listeners of a broker: bound together, served together. */
final class Listeners implements AutoCloseable {

    private final List<SocketServer> servers;
    private final List<BoundListener> bound;
    private volatile Optional<EventLoops> loops = Optional.empty();

    private Listeners(List<SocketServer> servers, List<BoundListener> bound) {
        this.servers = List.copyOf(servers);
        this.bound = List.copyOf(bound);
    }

    /**
     * Takes the ports.
     *
     * @throws StartupException when one cannot be had
     */
    static Listeners bind(BrokerConfig config) {
        List<SocketServer> servers = new ArrayList<>();
        List<BoundListener> bound = new ArrayList<>();
        try {
            for (Endpoint endpoint : config.listeners().values()) {
                SocketServer server = bind(endpoint, config);
                servers.add(server);
                Endpoint told = config.advertised().getOrDefault(endpoint.listener(), endpoint);
                int port = told.port() == 0 ? server.port() : told.port();
                bound.add(new BoundListener(endpoint.listener(), told.host(), port));
            }
        } catch (RuntimeException e) {
            servers.forEach(SocketServer::close);
            throw e;
        }
        return new Listeners(servers, bound);
    }

    List<BoundListener> bound() {
        return bound;
    }

    void serve(Exchange exchange, BufferPool pool, Admission admission) {
        EventLoops started = new EventLoops(Runtime.getRuntime().availableProcessors());
        loops = Optional.of(started);
        SocketServer.Service service = new SocketServer.Service(started, exchange, pool, admission);
        servers.forEach(server -> server.start(service));
    }

    List<ConnectionCounts> counts() {
        return servers.stream()
                .map(server -> new ConnectionCounts(
                        server.name(), server.connectionCount(), server.acceptedCount(), server.refusedCount()))
                .toList();
    }

    void closeIdle() {
        // Should a loop be held up by one of its threads, another does the rest.
        loops.ifPresent(EventLoops::wakeAll);
        long now = System.nanoTime();
        servers.forEach(server -> server.closeIdle(now));
    }

    @Override
    public void close() {
        servers.forEach(SocketServer::close);
        loops.ifPresent(EventLoops::close);
    }

    /** Takes one port; {@link #bind(BrokerConfig)} does so for all that are for clients. */
    static SocketServer bind(Endpoint endpoint, BrokerConfig config) {
        InetSocketAddress address = endpoint.host().isEmpty()
                ? new InetSocketAddress(endpoint.port())
                : new InetSocketAddress(endpoint.host(), endpoint.port());
        try {
            return SocketServer.bind(endpoint.listener(), address, config.socketLimits());
        } catch (BindException e) {
            throw new StartupException(
                    "cannot listen on " + endpoint + ": " + e.getMessage()
                            + ". Choose another port (listeners, or --port), or stop what uses this one",
                    e);
        } catch (IOException | UnresolvedAddressException e) {
            throw new StartupException(
                    "cannot listen on " + endpoint + ": the host is not one of this machine's (" + e + ")", e);
        }
    }
}
