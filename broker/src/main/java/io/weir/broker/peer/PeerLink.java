package io.weir.broker.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another node, made when it is first needed and again after it broke. Calls are pipelined: they are
 * answered in their order, and a caller does not wait for those before. An answer that does not come in time ends the
 * connection, for those behind it could not come either.
 */
public final class PeerLink implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 1_000;

    private final PeerFrame.Caller self;
    private final InetSocketAddress address;
    private final Runnable whenBroken;
    private final ReentrantLock connecting = new ReentrantLock();
    private @Nullable PeerConnection current;
    private boolean closed;

    /**
     * Connects to nobody yet.
     *
     * @param whenBroken is run after a connection that was there has ended
     */
    public PeerLink(PeerFrame.Caller self, InetSocketAddress address, Runnable whenBroken) {
        this.self = self;
        this.address = address;
        this.whenBroken = whenBroken;
    }

    /**
     * Asks the other node. May wait for the connection to be made, and for the other node to take what is sent.
     *
     * @return the answer; fails with {@link PeerRefusalException}, with {@link ConnectException} when nothing was sent, or
     *     with another {@link IOException} when it is not known what became of it
     */
    public CompletableFuture<ByteBuffer> call(PeerCall kind, ByteBuffer payload, long timeoutMs) {
        ByteBuffer frame = PeerFrame.encode(self, kind, payload);
        try {
            return connect().call(frame, timeoutMs);
        } catch (ConnectException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether there is a connection, as far as is known; false also while one is made. Never waits. */
    public boolean isConnected() {
        if (!connecting.tryLock()) {
            return false;
        }
        try {
            PeerConnection known = current;
            return known != null && !known.hasEnded();
        } finally {
            connecting.unlock();
        }
    }

    /** Makes sure that there is a connection. */
    public void ensureConnected() throws ConnectException {
        connect();
    }

    private PeerConnection connect() throws ConnectException {
        connecting.lock();
        try {
            PeerConnection known = current;
            if (known != null && !known.hasEnded()) {
                return known;
            }
            if (closed) {
                throw new ConnectException("The link to " + this + " is closed");
            }
            PeerConnection made = new PeerConnection(connected(), toString(), whenBroken);
            current = made;
            made.start();
            return made;
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            throw notConnected(e);
        } finally {
            connecting.unlock();
        }
    }

    private SocketChannel connected() throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        SocketChannel made = SocketChannel.open();
        try {
            made.setOption(StandardSocketOptions.TCP_NODELAY, true);
            made.socket().connect(resolved, CONNECT_TIMEOUT_MS);
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private ConnectException notConnected(IOException cause) {
        ConnectException failure = new ConnectException(this + " cannot be reached: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        PeerConnection known;
        connecting.lock();
        try {
            closed = true;
            known = current;
        } finally {
            connecting.unlock();
        }
        if (known != null) {
            known.end(new IOException("The link is closed"));
        }
    }

    @Override
    public String toString() {
        return address.getHostString() + ":" + address.getPort();
    }
}
