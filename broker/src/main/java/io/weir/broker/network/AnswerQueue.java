package io.weir.broker.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts answers back into the order of their requests and writes all that are ready with as few calls as possible.
 *
 * <p>Whoever finds nobody writing becomes the writer: the connection's own thread when the answers were ready at once,
 * else a virtual thread started for the occasion. So an idle connection holds no writer, and no thread that completes
 * an answer (a flush thread, another connection) ever waits for this one's socket.
 */
final class AnswerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerQueue.class);

    private final LoopSocket socket;
    private final SocketWriter writer;
    private final Runnable onFailure;
    private final ConcurrentLinkedQueue<Slot> slots = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger signals = new AtomicInteger();
    private final InFlightGate gate;
    /** Encoded and not flushed; the one who writes has it. */
    private final List<Exchange.Encoder> written = new ArrayList<>();

    private volatile boolean isBroken;

    AnswerQueue(LoopSocket socket, int maxInFlight, Runnable onFailure) {
        this.socket = socket;
        this.writer = new SocketWriter(socket);
        this.onFailure = onFailure;
        this.gate = new InFlightGate(maxInFlight);
    }

    /** Opens the next slot; waits while too many requests of this connection are unanswered. */
    Slot open() throws InterruptedException {
        if (!gate.tryEnter()) {
            // What is ready may be all that keeps the gate shut.
            drainHere();
            gate.enter();
        }
        Slot slot = new Slot();
        pending.incrementAndGet();
        slots.add(slot);
        return slot;
    }

    /** Writes what is ready on the calling thread, unless somebody is writing already and will see it. */
    void drainHere() {
        if (slots.isEmpty()) {
            return;
        }
        if (signals.getAndIncrement() == 0) {
            drain();
        }
    }

    /** True when the peer has stopped reading: a write has waited for it for longer than this. */
    boolean isStalled(long nowNanos, long maxNanos) {
        return writer.isStalled(nowNanos, maxNanos);
    }

    int pending() {
        return pending.get();
    }

    private void drainElsewhere() {
        if (signals.getAndIncrement() == 0) {
            socket.start(this::drain);
        }
    }

    private void drain() {
        int seen = 1;
        do {
            try {
                writeReady();
            } catch (IOException e) {
                LOG.debug("a connection cannot be written to any more: {}", e.toString());
                giveUp();
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("closing a connection: an answer could not be made", e);
                giveUp();
                return;
            }
            seen = signals.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeReady() throws IOException {
        Slot head;
        while ((head = slots.peek()) != null && head.outcome != null) {
            slots.poll();
            try {
                write(head.outcome);
            } finally {
                pending.decrementAndGet();
                gate.leave();
            }
        }
        writer.flush();
        for (int i = 0; i < written.size(); i++) {
            written.get(i).sent();
        }
        written.clear();
    }

    private void write(Outcome outcome) throws IOException {
        switch (outcome) {
            case Outcome.Answer answer -> {
                writer.add(answer.encoder().encode());
                written.add(answer.encoder());
            }
            case Outcome.Nothing _ -> {}
            case Outcome.Failure failure -> {
                writer.flush();
                throw new IOException(failure.reason());
            }
        }
    }

    /** The signals stay raised: nobody writes to a broken connection again. */
    private void giveUp() {
        onFailure.run();
        isBroken = true;
        Slot dropped;
        while ((dropped = slots.poll()) != null) {
            dropped.release();
            pending.decrementAndGet();
            gate.leave();
        }
        gate.open();
    }

    private sealed interface Outcome {
        record Answer(Exchange.Encoder encoder) implements Outcome {}

        record Nothing() implements Outcome {}

        record Failure(String reason) implements Outcome {}
    }

    /** One request's place in the order. */
    final class Slot implements Exchange.Reply {

        private volatile @Nullable Outcome outcome;
        private final Thread opener = Thread.currentThread();

        @Override
        public void send(Exchange.Encoder encoder) {
            complete(new Outcome.Answer(encoder));
        }

        @Override
        public void none() {
            complete(new Outcome.Nothing());
        }

        @Override
        public void fail(String reason) {
            complete(new Outcome.Failure(reason));
        }

        /** Nobody will send this answer: lets go of the files it holds. */
        private void release() {
            if (outcome instanceof Outcome.Answer answer) {
                SocketWriter.release(answer.encoder().encode());
            }
        }

        private void complete(Outcome result) {
            if (outcome != null) {
                throw new IllegalStateException("answered twice");
            }
            outcome = result;
            if (isBroken) {
                release();
                return;
            }
            // The connection's own thread drains once it has taken all the frames that arrived together.
            if (!opener.equals(Thread.currentThread())) {
                drainElsewhere();
            }
        }
    }
}
