package io.weir.broker.replica;

import io.weir.protocol.messages.FetchResponse;
import io.weir.replication.follower.FetchSettings;
import io.weir.replication.follower.LeaderStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies all that this broker follows from one other, on a thread of its own that asks, and appends what is answered. */
final class LeaderFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderFeed.class);
    private static final int MOST_UNANSWERED = 2;
    private static final long REST_MS = 100;

    private final int leader;
    private final LeaderLine line;
    private final LongSupplier brokerEpoch;
    private final LeaderStream stream;
    private final LinkedBlockingQueue<Consumer<LeaderFeed>> events = new LinkedBlockingQueue<>();
    private final Thread thread;
    private int session;
    private boolean isDown;

    LeaderFeed(int self, int leader, LeaderLine line, LongSupplier brokerEpoch, FetchSettings settings) {
        this.leader = leader;
        this.line = line;
        this.brokerEpoch = brokerEpoch;
        this.stream = new LeaderStream(self, settings);
        this.thread = Thread.ofVirtual().name("follow-" + leader).start(this::run);
    }

    /** Has the stream changed, soon. */
    void change(Consumer<LeaderStream> change) {
        events.add(feed -> change.accept(feed.stream));
    }

    private void run() {
        try {
            while (true) {
                @Nullable Consumer<LeaderFeed> next = events.take();
                try {
                    for (; next != null; next = events.poll()) {
                        next.accept(this);
                    }
                    ask();
                } catch (RuntimeException e) {
                    failed(session, e);
                    change(_ -> {});
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Broker {} is followed no more", leader);
        }
    }

    private void ask() {
        boolean isIdle = stream.unanswered() == 0 && !stream.isEmpty();
        if (isIdle || (stream.hasNews() && stream.unanswered() < MOST_UNANSWERED)) {
            int askedIn = session;
            ByteBuffer question = FetchWire.encode(stream.next(brokerEpoch.getAsLong()));
            var _ = line.ask(leader, question)
                    .whenComplete((answer, failure) -> events.add(
                            answer == null
                                    ? feed -> feed.failed(askedIn, failure)
                                    : feed -> feed.answered(askedIn, answer)));
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
            Throwable cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
            LOG.warn("Broker {} cannot be followed, and is asked again: {}", leader, cause.toString());
        }
        begin();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(REST_MS));
    }

    private void begin() {
        session++;
        stream.reset();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
