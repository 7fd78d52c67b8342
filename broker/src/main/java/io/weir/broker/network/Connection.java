package io.weir.broker.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads frames on its own virtual thread and hands each on as it comes, without waiting for
 * the answers to those before. While it waits for the next it holds no buffer.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final LogLimiter REFUSALS = new LogLimiter(10, System::nanoTime);

    private final LoopSocket socket;
    private final Peer peer;
    private final Exchange exchange;
    private final FrameReader frames;
    private final AnswerQueue answers;
    private volatile long lastActiveNanos = System.nanoTime();

    Connection(LoopSocket socket, Peer peer, Exchange exchange, BufferPool pool, SocketLimits limits) {
        this.socket = socket;
        this.peer = peer;
        this.exchange = exchange;
        this.frames = new FrameReader(socket, pool, limits.maxRequestBytes());
        this.answers = new AnswerQueue(socket, limits.maxInFlight(), this::close);
    }

    private void run() {
        try (socket;
                frames) {
            ByteBuffer frame;
            while ((frame = awaitFrame()) != null) {
                lastActiveNanos = System.nanoTime();
                exchange.accept(frame, peer, answers.open());
                if (!frames.hasBufferedFrame()) {
                    answers.drainHere();
                }
            }
        } catch (MalformedFrameException e) {
            REFUSALS.log(more -> LOG.warn("closing connection from {}: {}{}", peer, e.getMessage(), more));
        } catch (IOException e) {
            LOG.debug("connection from {} ended: {}", peer, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            LOG.error("closing connection from {}: no memory for its request ({})", peer, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("closing connection from {}: unexpected failure", peer, e);
        } finally {
            exchange.disconnected(peer);
        }
    }

    private @Nullable ByteBuffer awaitFrame() throws IOException {
        if (frames.rest()) {
            socket.awaitReadable();
        }
        return frames.next();
    }

    /** Starts to serve; calls back when the connection is closed. */
    void start(Runnable whenOver) {
        socket.start(() -> {
            try {
                run();
            } finally {
                whenOver.run();
            }
        });
    }

    /**
     * True when for the time given no request has come and none is waiting for its answer, or the peer has taken
     * nothing of an answer that is being written.
     */
    boolean isIdle(long nowNanos, long maxIdleNanos) {
        return (nowNanos - lastActiveNanos > maxIdleNanos && answers.pending() == 0)
                || answers.isStalled(nowNanos, maxIdleNanos);
    }

    Peer peer() {
        return peer;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", peer, e.toString());
        }
    }
}
