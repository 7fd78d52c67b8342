package io.weir.broker.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener: accepts connections on a port and runs each on a virtual thread of its own, carried by an event loop.
 *
 * <p>Binding and accepting are two steps, so that a port in use is found before anything else is started and no
 * request comes before the broker is ready for it.
 */
public final class SocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);
    private static final AtomicLong IDS = new AtomicLong();
    private static final Duration PORT_TIMEOUT = Duration.ofSeconds(1);

    /** What connections are served with, by all listeners together. */
    public record Service(EventLoops loops, Exchange exchange, BufferPool pool, Admission admission) {}

    private final String name;
    private final ServerSocketChannel server;
    private final SocketLimits limits;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final LogLimiter refusals = new LogLimiter(10, System::nanoTime);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile @Nullable Thread accepting;
    private volatile boolean closed;

    private SocketServer(String name, ServerSocketChannel server, SocketLimits limits) {
        this.name = name;
        this.server = server;
        this.limits = limits;
    }

    /**
     * Takes the port.
     *
     * @throws IOException when the address is unknown or the port is in use
     */
    public static SocketServer bind(String name, InetSocketAddress address, SocketLimits limits) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (limits.buffers().receiveBytes() >= 0) {
                // Connections inherit it; set later it would come after the window is agreed on.
                server.setOption(
                        StandardSocketOptions.SO_RCVBUF, limits.buffers().receiveBytes());
            }
            server.bind(address, limits.buffers().backlog());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return new SocketServer(name, server, limits);
    }

    public String name() {
        return name;
    }

    /** The port in use: the one asked for, or the one the system chose for port 0. */
    public int port() {
        return server.socket().getLocalPort();
    }

    /** Connections that were let in since the start. */
    public long acceptedCount() {
        return accepted.sum();
    }

    /** Connections that were not let in: there are too many, or no file descriptor is left. */
    public long refusedCount() {
        return refused.sum();
    }

    public int connectionCount() {
        return connections.size();
    }

    /** Begins to accept connections. */
    public void start(Service service) {
        accepting = Thread.ofVirtual().name("accept-" + name).start(() -> acceptAll(service));
    }

    /** Closes connections without a request for longer than the limit; called now and then by a scheduler. */
    public void closeIdle(long nowNanos) {
        if (limits.maxIdleMs() < 0) {
            return;
        }
        long maxIdleNanos = TimeUnit.MILLISECONDS.toNanos(limits.maxIdleMs());
        for (Connection connection : connections) {
            if (connection.isIdle(nowNanos, maxIdleNanos)) {
                LOG.debug("closing connection from {}: idle for {} ms", connection.peer(), limits.maxIdleMs());
                connection.close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("closing listener {}: {}", name, e.toString());
        }
        awaitPort();
        connections.forEach(Connection::close);
    }

    /** The port is free when the thread that accepts has noticed. */
    private void awaitPort() {
        Thread thread = accepting;
        if (thread != null) {
            try {
                thread.join(PORT_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void acceptAll(Service service) {
        while (!closed) {
            try {
                admit(server.accept(), service);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException | Error e) {
                if (!closed) {
                    // Out of file descriptors, most often: those who are in stay in, and the next try may succeed.
                    refused.increment();
                    LOG.error("listener {} cannot accept a connection: {}", name, e.toString());
                    pause();
                }
            }
        }
    }

    private void admit(SocketChannel channel, Service service) throws IOException {
        try {
            InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
            Optional<String> refusal = service.admission().enter(remote.getAddress());
            if (refusal.isPresent()) {
                refused.increment();
                refusals.log(more ->
                        LOG.warn("refusing a connection from {} on {}: {}{}", remote, name, refusal.get(), more));
                channel.close();
                return;
            }
            Peer peer = new Peer(IDS.incrementAndGet(), remote.getAddress(), remote.getPort(), name);
            serve(channel, peer, service);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void serve(SocketChannel channel, Peer peer, Service service) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (limits.buffers().sendBytes() >= 0) {
                channel.setOption(
                        StandardSocketOptions.SO_SNDBUF, limits.buffers().sendBytes());
            }
            LoopSocket socket = new LoopSocket(channel, service.loops().next());
            Connection connection = new Connection(socket, peer, service.exchange(), service.pool(), limits);
            connections.add(connection);
            accepted.increment();
            connection.start(() -> {
                connections.remove(connection);
                service.admission().leave(peer.address());
            });
            if (closed) {
                connection.close();
            }
        } catch (IOException | RuntimeException e) {
            service.admission().leave(peer.address());
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
