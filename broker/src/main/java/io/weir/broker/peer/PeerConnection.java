package io.weir.broker.peer;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
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
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    /** Those whose turn to be sent has not come. */
    private final Set<Call> unsent = ConcurrentHashMap.newKeySet();

    private final CallTimer timer = new CallTimer(this::endWhereOneIsLate);
    private final AtomicReference<@Nullable IOException> ended = new AtomicReference<>();
    /** Held while a frame is written, which may take as long as the other node likes; never to be taken to end it. */
    private final ReentrantLock sending = new ReentrantLock();

    private record Call(CompletableFuture<ByteBuffer> answer, long deadlineNanos, long timeoutMs) {}

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
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        Call call = new Call(new CompletableFuture<>(), deadlineNanos, timeoutMs);
        // Before the write, which does not end where the other node stands still.
        unsent.add(call);
        timer.ringAt(deadlineNanos);
        try {
            send(frame, call);
        } catch (ConnectException e) {
            call.answer.completeExceptionally(e);
        } catch (IOException e) {
            end(e);
        } finally {
            unsent.remove(call);
        }
        IOException why = ended.get();
        if (why != null) {
            // It may have been added after the others were told.
            call.answer.completeExceptionally(why);
        }
        return call.answer;
    }

    private void send(ByteBuffer frame, Call call) throws IOException {
        sending.lock();
        try {
            if (hasEnded()) {
                throw new ConnectException("The connection to " + name + " ended before anything was sent");
            }
            waiting.add(call);
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        } finally {
            sending.unlock();
        }
    }

    /** When it has to be looked at again: an answer that does not come keeps all behind it. */
    private OptionalLong endWhereOneIsLate(long nowNanos) {
        Optional<Call> first = Stream.concat(waiting.stream(), unsent.stream())
                .min((one, other) -> Long.signum(one.deadlineNanos - other.deadlineNanos));
        first.filter(call -> call.deadlineNanos - nowNanos <= 0)
                .ifPresent(
                        late -> end(new IOException("No answer from " + name + " within " + late.timeoutMs + " ms")));
        return hasEnded() || first.isEmpty() ? OptionalLong.empty() : OptionalLong.of(first.get().deadlineNanos);
    }

    private void readAnswers() {
        try {
            while (true) {
                int size = read(Integer.BYTES).getInt();
                if (size < 1 || size > MAX_ANSWER_BYTES) {
                    throw new IOException("An answer of " + size + " bytes from " + name);
                }
                ByteBuffer bytes = read(size);
                Call call = waiting.poll();
                if (call == null) {
                    throw new IOException("An answer from " + name + " to what was not asked");
                }
                complete(call.answer, PeerStatus.forId(bytes.get()), bytes.slice());
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
        timer.callOff();
        Call lost = waiting.poll();
        while (lost != null) {
            lost.answer.completeExceptionally(why);
            lost = waiting.poll();
        }
        whenBroken.run();
    }
}
