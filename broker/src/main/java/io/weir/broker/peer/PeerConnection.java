package io.weir.broker.peer;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link PeerLink}, with those who wait for answers on it: what comes late on one that has ended is
 * nobody's. It ends once, and is not used again.
 */
final class PeerConnection {

    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final SocketChannel channel;
    private final String name;
    private final Runnable whenBroken;
    private final Queue<CompletableFuture<ByteBuffer>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable IOException> ended = new AtomicReference<>();
    /** Held while a frame is written, which may take as long as the other node likes; never to be taken to end it. */
    private final ReentrantLock sending = new ReentrantLock();

    /** @param channel connected */
    PeerConnection(SocketChannel channel, String name, Runnable whenBroken) {
        this.channel = channel;
        this.name = name;
        this.whenBroken = whenBroken;
    }

    void start() {
        Thread.ofVirtual().name("peer-" + name).start(this::readAnswers);
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    CompletableFuture<ByteBuffer> call(ByteBuffer frame, long timeoutMs) {
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        // Before the write, which does not end where the other node stands still.
        endUnlessAnswered(answer, timeoutMs);
        try {
            send(frame, answer);
        } catch (ConnectException e) {
            answer.completeExceptionally(e);
        } catch (IOException e) {
            end(e);
        }
        IOException why = ended.get();
        if (why != null) {
            // It may have been added after the others were told.
            answer.completeExceptionally(why);
        }
        return answer;
    }

    private void send(ByteBuffer frame, CompletableFuture<ByteBuffer> answer) throws IOException {
        sending.lock();
        try {
            if (hasEnded()) {
                throw new ConnectException("The connection to " + name + " ended before anything was sent");
            }
            waiting.add(answer);
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } finally {
            sending.unlock();
        }
    }

    /** The thread that all timers of the process share does nothing but start another: those who wait may do what they like. */
    private void endUnlessAnswered(CompletableFuture<ByteBuffer> answer, long timeoutMs) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        var _ = timer.orTimeout(timeoutMs, TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
            if (failure instanceof TimeoutException) {
                Thread.startVirtualThread(
                        () -> end(new IOException("No answer from " + name + " within " + timeoutMs + " ms")));
            }
        });
        var _ = answer.whenComplete((_, _) -> timer.complete(null));
    }

    private void readAnswers() {
        try {
            while (true) {
                int size = read(Integer.BYTES).getInt();
                if (size < 1 || size > MAX_ANSWER_BYTES) {
                    throw new IOException("An answer of " + size + " bytes from " + name);
                }
                ByteBuffer bytes = read(size);
                CompletableFuture<ByteBuffer> answer = waiting.poll();
                if (answer == null) {
                    throw new IOException("An answer from " + name + " to what was not asked");
                }
                complete(answer, PeerStatus.forId(bytes.get()), bytes.slice());
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(new IOException("Reading answers of " + name + " failed", e));
        }
    }

    private static void complete(CompletableFuture<ByteBuffer> answer, PeerStatus status, ByteBuffer payload) {
        if (status == PeerStatus.ANSWERED) {
            answer.complete(payload);
        } else {
            answer.completeExceptionally(new PeerRefusalException(status, PeerFrame.text(payload)));
        }
    }

    private ByteBuffer read(int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("The other node closed the connection");
            }
        }
        return bytes.flip();
    }

    /** Nothing comes by it any more; all who wait are told why. */
    void end(IOException why) {
        if (!ended.compareAndSet(null, why)) {
            return;
        }
        try {
            // Whoever writes just now is thrown out by this.
            channel.close();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        CompletableFuture<ByteBuffer> lost = waiting.poll();
        while (lost != null) {
            lost.completeExceptionally(why);
            lost = waiting.poll();
        }
        whenBroken.run();
    }
}
