package io.weir.broker.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads frames on its own virtual thread and hands each on as it comes, without waiting for
 * the answers to those before.
 */
final class Connection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final LogLimiter REFUSALS = new LogLimiter(10, System::nanoTime);

    private final SocketChannel channel;
    private final Peer peer;
    private final Exchange exchange;
    private final FrameReader frames;
    private final AnswerQueue answers;
    private volatile long lastActiveNanos = System.nanoTime();

    Connection(SocketChannel channel, Peer peer, Exchange exchange, BufferPool pool, SocketLimits limits) {
        this.channel = channel;
        this.peer = peer;
        this.exchange = exchange;
        this.frames = new FrameReader(channel, pool, limits.maxRequestBytes());
        this.answers = new AnswerQueue(new SocketWriter(channel), limits.maxInFlight(), this::close);
    }

    @Override
    public void run() {
        try (channel;
                frames) {
            ByteBuffer frame;
            while ((frame = frames.next()) != null) {
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
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing {}: {}", peer, e.toString());
        }
    }
}
