package io.weir.benchmarks.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One connection that sends requests without waiting for answers, and hands answers over in order.
 *
 * <p>Any thread may send; only the loop's thread reads.
 */
public final class WireConnection implements AutoCloseable {

    private static final int READ_BUFFER_BYTES = 1 << 14;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Requests requests;
    private final Answers answers;
    private final ArrayDeque<Long> unsent = new ArrayDeque<>();
    private final ArrayDeque<Long> unanswered = new ArrayDeque<>();
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private ByteBuffer received = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
    private int nextToSend;
    private int nextAnswer;

    WireConnection(SocketChannel channel, SelectionKey key, Requests requests, Answers answers) {
        this.channel = channel;
        this.key = key;
        this.requests = requests;
        this.answers = answers;
    }

    /** Sends a request that was due at this time, at once or when those before it have been sent. */
    public synchronized void send(long dueNs) throws IOException {
        unsent.add(dueNs);
        write();
    }

    /** Requests that were asked for and have no answer yet. */
    public synchronized int pending() {
        return unsent.size() + unanswered.size();
    }

    synchronized void write() throws IOException {
        while (sending.hasRemaining() || !unsent.isEmpty()) {
            if (!sending.hasRemaining()) {
                long dueNs = unsent.remove();
                unanswered.add(dueNs);
                sending = requests.next(nextToSend++, dueNs);
            }
            channel.write(sending);
            if (sending.hasRemaining()) {
                break;
            }
        }
        setWriteInterest(sending.hasRemaining());
    }

    void read() throws IOException {
        int read = channel.read(received);
        if (read < 0) {
            throw new EOFException("The broker closed the connection");
        }
        received.flip();
        while (received.remaining() >= Integer.BYTES
                && received.remaining() >= Integer.BYTES + received.getInt(received.position())) {
            int size = received.getInt();
            ByteBuffer frame = received.slice(received.position(), size);
            received.position(received.position() + size);
            take(frame);
        }
        makeRoom();
    }

    private void take(ByteBuffer frame) {
        int correlationId = frame.getInt();
        if (correlationId != nextAnswer) {
            throw new IllegalStateException("Answer " + correlationId + " came instead of " + nextAnswer);
        }
        nextAnswer++;
        if (requests.isFlexible() && frame.get() != 0) {
            throw new IllegalStateException("An answer's header has tagged fields, which no broker sends today");
        }
        long dueNs;
        synchronized (this) {
            dueNs = unanswered.remove();
        }
        answers.answered(this, frame, dueNs);
    }

    /** Keeps what has begun to arrive, and lets the buffer hold it whole. */
    private void makeRoom() {
        int wanted = received.remaining() >= Integer.BYTES
                ? Integer.BYTES + received.getInt(received.position())
                : READ_BUFFER_BYTES;
        if (wanted > received.capacity()) {
            received = ByteBuffer.allocateDirect(wanted).put(received);
        } else {
            received.compact();
        }
    }

    private void setWriteInterest(boolean isWanted) {
        int wanted = isWanted ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
            key.selector().wakeup();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
