package io.weir.broker.replica;

import io.weir.broker.peer.Reasons;
import io.weir.protocol.messages.FetchResponse;
import io.weir.replication.follower.LeaderStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies all that this broker follows from one other: asks, and appends what is answered, in one turn at a time. */
final class LeaderFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderFeed.class);
    private static final int MOST_UNANSWERED = 2;
    private static final long REST_MS = 100;
    /** Less than an allowance keeps. */
    private static final long HELD_BACK_MS = 50;

    private final Function<ByteBuffer, CompletableFuture<ByteBuffer>> line;
    private final int leader;
    private final LongSupplier brokerEpoch;
    private final LeaderStream stream;
    private final Turns turns;
    private final Events events = new Events();
    private int session;
    private boolean isDown;
    private boolean isResting;
    private boolean willLookAgain;

    /** What is to be done, and whether somebody is at it. */
    private static final class Events {
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean hasTurn = new AtomicBoolean();
        private volatile boolean areOver;
    }

    LeaderFeed(
            Function<ByteBuffer, CompletableFuture<ByteBuffer>> line,
            int leader,
            LeaderStream stream,
            LongSupplier brokerEpoch,
            Turns turns) {
        this.line = line;
        this.leader = leader;
        this.stream = stream;
        this.brokerEpoch = brokerEpoch;
        this.turns = turns;
    }

    /** Has the stream changed, soon. */
    void change(Consumer<LeaderStream> change) {
        add(() -> change.accept(stream));
    }

    private void add(Runnable event) {
        events.waiting.add(event);
        take();
    }

    private void take() {
        if (events.hasTurn.compareAndSet(false, true)) {
            turns.soon(this::run);
        }
    }

    private void run() {
        try {
            @Nullable Runnable next = events.waiting.poll();
            for (; next != null && !events.areOver; next = events.waiting.poll()) {
                next.run();
            }
            if (!isResting && !events.areOver) {
                ask();
                lookAgainLater();
            }
        } catch (RuntimeException e) {
            failed(session, e);
        } finally {
            events.hasTurn.set(false);
        }
        if (!events.waiting.isEmpty() && !events.areOver) {
            take();
        }
    }

    private void ask() {
        boolean isIdle = stream.unanswered() == 0 && !stream.isEmpty();
        if (isIdle || (stream.hasNews() && stream.unanswered() < MOST_UNANSWERED)) {
            int askedIn = session;
            ByteBuffer question = FetchWire.encode(stream.next(brokerEpoch.getAsLong()));
            var _ = line.apply(question)
                    .whenComplete((answer, failure) ->
                            add(answer == null ? () -> failed(askedIn, failure) : () -> answered(askedIn, answer)));
        }
    }

    private void lookAgainLater() {
        if (stream.isHeldBack() && !willLookAgain) {
            willLookAgain = true;
            var _ = turns.later(
                    HELD_BACK_MS,
                    () -> add(() -> {
                        willLookAgain = false;
                        stream.lookAgain();
                    }));
        }
    }

    private void answered(int askedIn, ByteBuffer bytes) {
        if (askedIn != session) {
            return;
        }
        FetchResponse answer = FetchWire.decodeResponse(bytes);
        if (isDown) {
            isDown = false;
            LOG.info("Broker {} answers again", leader);
        }
        if (!stream.take(answer)) {
            begin();
        }
    }

    private void failed(int askedIn, Throwable failure) {
        if (askedIn != session) {
            return;
        }
        if (!isDown) {
            isDown = true;
            LOG.warn("Broker {} cannot be followed, and is asked again: {}", leader, Reasons.of(failure));
        }
        begin();
        isResting = true;
        var _ = turns.later(REST_MS, () -> add(() -> isResting = false));
    }

    private void begin() {
        session++;
        stream.reset();
    }

    @Override
    public void close() {
        events.areOver = true;
    }
}
