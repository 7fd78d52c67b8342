package io.weir.cli.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between the brokers of a cluster, and lets bytes from one to another pass or not. What is not let through waits, as where a
 * network loses it and it is sent again: nobody is told that the other cannot be reached.
 */
final class CutLinks implements AutoCloseable {

    /** Size, magic and format come before the number of the node that calls. */
    private static final int CALLER_AT = Integer.BYTES + Integer.BYTES + Short.BYTES;

    private static final int BUFFER_BYTES = 64 << 10;

    private final Map<Integer, ServerSocket> doors = new HashMap<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<Way> cut = new HashSet<>();

    private record Way(int from, int to) {}

    /** Opens a port that leads to this one of a node. */
    int open(int nodeId, int port) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        doors.put(nodeId, door);
        var _ = Thread.ofVirtual().start(() -> accept(door, nodeId, port));
        return door.getLocalPort();
    }

    int portTo(int nodeId) {
        ServerSocket door = doors.get(nodeId);
        if (door == null) {
            throw new IllegalArgumentException("No port leads to node " + nodeId);
        }
        return door.getLocalPort();
    }

    /** Nothing gets from one to the other any more; what the other sends does. */
    synchronized void cut(int from, int to) {
        cut.add(new Way(from, to));
    }

    /** All is as if nothing had been cut; what waited arrives. */
    synchronized void heal() {
        cut.clear();
        notifyAll();
    }

    private synchronized void pass(Way way) throws InterruptedException {
        while (cut.contains(way)) {
            wait();
        }
    }

    private void accept(ServerSocket door, int nodeId, int port) {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                sockets.add(caller);
                var _ = Thread.ofVirtual().start(() -> connect(caller, nodeId, port));
            } catch (IOException e) {
                // Closed: nobody is let in any more.
                return;
            }
        }
    }

    private void connect(Socket caller, int nodeId, int port) {
        try (caller;
                Socket called = new Socket()) {
            called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            sockets.add(called);
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            byte[] first = new byte[CALLER_AT + Integer.BYTES];
            new DataInputStream(caller.getInputStream()).readFully(first);
            int from = ByteBuffer.wrap(first).getInt(CALLER_AT);
            Thread answers = Thread.ofVirtual().start(() -> pump(called, caller, new Way(nodeId, from)));
            pass(new Way(from, nodeId));
            called.getOutputStream().write(first);
            pump(caller, called, new Way(from, nodeId));
            answers.join();
        } catch (IOException | InterruptedException e) {
            // One of them is gone: so is the connection.
        }
    }

    private void pump(Socket source, Socket target, Way way) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = source.getInputStream();
            OutputStream out = target.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                pass(way);
                out.write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException e) {
            // The same.
        } finally {
            close(source);
            close(target);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    @Override
    public void close() {
        heal();
        doors.values().forEach(door -> {
            try {
                door.close();
            } catch (IOException e) {
                // It is closed, then.
            }
        });
        sockets.forEach(CutLinks::close);
    }
}
