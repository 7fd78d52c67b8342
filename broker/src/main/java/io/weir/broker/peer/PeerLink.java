package io.weir.broker.peer;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another node, made when it is first needed and again after it broke. Calls are pipelined: they are
 * answered in their order, and a caller does not wait for those before. An answer that does not come in time ends the
 * connection, for those behind it could not come either.
 */
public final class PeerLink implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final PeerFrame.Caller self;
    private final InetSocketAddress address;
    private final Runnable whenBroken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<CompletableFuture<ByteBuffer>> waiting = new ArrayDeque<>();
    private @Nullable SocketChannel channel;
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
     * Asks the other node. May wait for the connection to be made.
     *
     * @return the answer; fails with {@link PeerRefusalException}, with {@link ConnectException} when nothing was sent, or
     *     with another {@link IOException} when it is not known what became of it
     */
    public CompletableFuture<ByteBuffer> call(PeerCall kind, ByteBuffer payload, long timeoutMs) {
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        ByteBuffer frame = PeerFrame.encode(self, kind, payload);
        SocketChannel used = null;
        lock.lock();
        try {
            used = connect();
            waiting.addLast(answer);
            while (frame.hasRemaining()) {
                used.write(frame);
            }
        } catch (ConnectException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IOException e) {
            if (used == null) {
                return CompletableFuture.failedFuture(notConnected(e));
            }
            breakOff(used, e);
        } finally {
            lock.unlock();
        }
        SocketChannel sentBy = used;
        return answer.orTimeout(timeoutMs, TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
            if (failure instanceof TimeoutException) {
                breakOff(sentBy, new IOException("No answer from " + address + " within " + timeoutMs + " ms"));
            }
        });
    }

    /** Makes sure that there is a connection. */
    public void ensureConnected() throws IOException {
        lock.lock();
        try {
            connect();
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            throw notConnected(e);
        } finally {
            lock.unlock();
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel known = channel;
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new ConnectException("The link to " + address + " is closed");
        }
        InetSocketAddress resolved = new InetSocketAddress(address.getHostString(), address.getPort());
        SocketChannel made = SocketChannel.open();
        try {
            made.setOption(StandardSocketOptions.TCP_NODELAY, true);
            made.socket().connect(resolved, CONNECT_TIMEOUT_MS);
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
        channel = made;
        Thread.ofVirtual().name("peer-" + address).start(() -> readAnswers(made));
        return made;
    }

    private void readAnswers(SocketChannel from) {
        try {
            while (true) {
                int size = read(from, Integer.BYTES).getInt();
                if (size < 1 || size > MAX_ANSWER_BYTES) {
                    throw new IOException("An answer of " + size + " bytes from " + address);
                }
                ByteBuffer answer = read(from, size);
                answered(PeerStatus.forId(answer.get()), answer.slice());
            }
        } catch (IOException e) {
            breakOff(from, e);
        }
    }

    private void answered(PeerStatus status, ByteBuffer payload) {
        CompletableFuture<ByteBuffer> answer;
        lock.lock();
        try {
            answer = waiting.removeFirst();
        } finally {
            lock.unlock();
        }
        if (status == PeerStatus.ANSWERED) {
            answer.complete(payload);
        } else {
            answer.completeExceptionally(new PeerRefusalException(status, PeerFrame.text(payload)));
        }
    }

    private static ByteBuffer read(SocketChannel from, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new EOFException("The other node closed the connection");
            }
        }
        return bytes.flip();
    }

    private void breakOff(SocketChannel broken, IOException why) {
        List<CompletableFuture<ByteBuffer>> lost;
        boolean wasCurrent;
        try {
            // First: whoever has the lock may be writing to a node that stands still and reads nothing.
            broken.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        lock.lock();
        try {
            wasCurrent = broken.equals(channel);
            lost = wasCurrent ? List.copyOf(waiting) : List.of();
            if (wasCurrent) {
                waiting.clear();
                channel = null;
            }
        } finally {
            lock.unlock();
        }
        lost.forEach(answer -> answer.completeExceptionally(why));
        if (wasCurrent) {
            whenBroken.run();
        }
    }

    private ConnectException notConnected(IOException cause) {
        ConnectException failure = new ConnectException(address + " cannot be reached: " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        SocketChannel known;
        lock.lock();
        try {
            closed = true;
            known = channel;
        } finally {
            lock.unlock();
        }
        if (known != null) {
            breakOff(known, new IOException("The link is closed"));
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
