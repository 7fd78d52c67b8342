package io.weir.benchmarks.machine;

import io.weir.benchmarks.stats.Latencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Measures what a connection to this machine itself can carry. */
public final class LoopbackProbe {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MESSAGE_BYTES = 64;

    private LoopbackProbe() {}

    /** MB a second from one thread to another. */
    public static double mbPerSecond(long totalBytes) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long[] received = new long[1];
        withPeer(
                socket -> {
                    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
                    for (int read = 0; read >= 0; read = socket.read(chunk.clear())) {
                        received[0] += read;
                    }
                },
                socket -> {
                    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
                    for (long sent = 0; sent < totalBytes; ) {
                        sent += socket.write(chunk.clear());
                    }
                    socket.shutdownOutput();
                });
        return received[0] * 1e3 / (System.nanoTime() - start);
    }

    /** There and back, so many times, the first half unmeasured. */
    public static MachineLimits.Tail roundTrip(int times) throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        withPeer(
                socket -> {
                    ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
                    while (fill(socket, message)) {
                        socket.write(message);
                    }
                },
                socket -> {
                    ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
                    for (int i = 0; i < times; i++) {
                        long start = System.nanoTime();
                        socket.write(message.clear());
                        fill(socket, message);
                        if (i >= times / 2) {
                            latencies.add(System.nanoTime() - start);
                        }
                    }
                    socket.shutdownOutput();
                });
        return new MachineLimits.Tail(latencies.percentileMs(50), latencies.percentileMs(99));
    }

    private interface Side {
        void use(SocketChannel socket) throws IOException;
    }

    private static void withPeer(Side peer, Side own) throws IOException, InterruptedException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread thread = Thread.ofPlatform().name("loopback-peer").start(() -> {
                try (SocketChannel socket = server.accept()) {
                    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    peer.use(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                own.use(socket);
                thread.join();
            }
        }
    }

    private static boolean fill(SocketChannel socket, ByteBuffer message) throws IOException {
        message.clear();
        while (message.hasRemaining()) {
            if (socket.read(message) < 0) {
                return false;
            }
        }
        message.flip();
        return true;
    }
}
