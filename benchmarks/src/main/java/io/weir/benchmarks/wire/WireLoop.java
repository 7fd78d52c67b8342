package io.weir.benchmarks.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Serves many connections to one broker, or several, on the thread that runs it. */
public final class WireLoop implements AutoCloseable {

    private static final int SELECT_MS = 20;

    private final InetSocketAddress broker;
    private final Selector selector;
    private final List<WireConnection> connections = new ArrayList<>();

    /** For a broker on the loopback address, which is where {@link #connect} goes. */
    public WireLoop(int port) throws IOException {
        this.broker = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.selector = Selector.open();
    }

    public WireConnection connect(Requests requests, Answers answers) throws IOException {
        return connect(broker, requests, answers);
    }

    /** Connects to another port of the loopback address. */
    public WireConnection connectTo(int port, Requests requests, Answers answers) throws IOException {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), requests, answers);
    }

    private WireConnection connect(InetSocketAddress address, Requests requests, Answers answers) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        WireConnection connection = new WireConnection(channel, key, requests, answers);
        key.attach(connection);
        connections.add(connection);
        return connection;
    }

    /**
     * Serves the connections until what is waited for has come.
     *
     * @throws IllegalStateException when that takes longer than the given time
     */
    public void runUntil(BooleanSupplier isDone, Duration patience) throws IOException {
        long start = System.nanoTime();
        while (!isDone.getAsBoolean()) {
            selector.select(WireLoop::serve, SELECT_MS);
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IllegalStateException("No end after " + patience.toSeconds() + " s; unanswered requests: "
                        + connections.stream().mapToInt(WireConnection::pending).sum());
            }
        }
    }

    /** Serves the connections for so long. */
    public void runFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        runUntil(() -> System.nanoTime() - end >= 0, time.plusMinutes(1));
    }

    private static void serve(SelectionKey key) {
        WireConnection connection = (WireConnection) key.attachment();
        try {
            if (key.isReadable()) {
                connection.read();
            }
            if (key.isWritable()) {
                connection.write();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (WireConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
