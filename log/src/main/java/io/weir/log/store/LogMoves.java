package io.weir.log.store;

import io.weir.log.PartitionLog;
import io.weir.log.compaction.CleaningAbortedException;
import io.weir.log.compaction.IoThrottle;
import io.weir.log.error.LogException;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves logs from one data folder to another, one after the other, while they are in use. A log is copied as a follower
 * would copy it; what comes at the very end is added while it stands still.
 *
 * <p>A crash before the copy is whole leaves the log where it was; one after it, where it was to go.
 */
final class LogMoves implements AutoCloseable {

    /** A log on its way. */
    private static final class Move {
        private final PartitionLog log;
        private final DataFolder from;
        private final DataFolder to;
        private volatile boolean isCancelled;

        /** Its old folder may have gone, and the copy is all there is. */
        private boolean isBetween;

        Move(PartitionLog log, DataFolder from, DataFolder to) {
            this.log = log;
            this.from = from;
            this.to = to;
        }

        String name() {
            return log.location().name();
        }

        void requireWanted() {
            if (isCancelled) {
                throw new CleaningAbortedException("the move is no longer wanted");
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LogMoves.class);

    private static final int STEP_BYTES = 1 << 20;

    private final InstantSource clock;
    private final Map<String, Move> moves = new LinkedHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private LongSupplier bytesPerSecond = () -> Long.MAX_VALUE;
    private boolean mayRun;
    private @Nullable Thread thread;

    LogMoves(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on a thread of its own moves what is to be moved. */
    synchronized void run(LongSupplier maxBytesPerSecond) {
        bytesPerSecond = maxBytesPerSecond;
        mayRun = true;
        startThread();
    }

    /** Has a log go to another folder, and no longer to where it was to go. Nothing happens when that is where it is. */
    synchronized void begin(PartitionLog log, DataFolder from, DataFolder to) {
        String name = log.location().name();
        Move known = moves.get(name);
        if (known != null && known.to == to) {
            return;
        }
        cancel(name);
        if (from != to) {
            moves.put(name, new Move(log, from, to));
            startThread();
        }
    }

    /** A log stays where it is, or goes altogether. */
    synchronized void cancel(String name) {
        Move move = moves.remove(name);
        if (move != null) {
            move.isCancelled = true;
        }
    }

    /** Moves the log that has waited longest; false when there is none. */
    boolean moveNext() {
        Optional<Move> next = next();
        next.ifPresent(this::move);
        return next.isPresent();
    }

    private synchronized Optional<Move> next() {
        return moves.values().stream().findFirst();
    }

    private synchronized boolean isToBeMoved() {
        if (moves.isEmpty() || isClosing(0)) {
            thread = null;
            return false;
        }
        return true;
    }

    private synchronized void startThread() {
        if (mayRun && thread == null && !moves.isEmpty()) {
            thread = Thread.ofPlatform().name("log-mover").daemon().start(() -> {
                while (isToBeMoved()) {
                    var _ = moveNext();
                }
            });
        }
    }

    private void move(Move move) {
        String where = move.name() + " from " + move.from.path() + " to " + move.to.path();
        LOG.info("Moving {}", where);
        PartitionLog copy = move.to.arrivals().begin(move.log);
        boolean keepsCopy = false;
        try {
            IoThrottle throttle = new IoThrottle(this::rate, clock, this::pause);
            int copied;
            do {
                copied = move.log.copyTo(copy, STEP_BYTES);
                throttle.spend(copied, move::requireWanted);
            } while (copied >= STEP_BYTES);
            move.log.moveTo(copy, origin -> swap(move, origin));
            move.from.handOver(move.name(), move.log, move.to);
            LOG.info("Moved {}", where);
        } catch (CleaningAbortedException e) {
            LOG.info("Did not move {}: {}", where, e.getMessage());
            keepsCopy = isClosing(0);
        } catch (IOException | LogException e) {
            LOG.error("Did not move {}: {}", where, e.getMessage());
            keepsCopy = move.isBetween;
        } finally {
            if (keepsCopy) {
                move.to.arrivals().interrupt(move.name());
            } else {
                move.to.arrivals().end(move.name());
            }
            done(move);
        }
    }

    private static void swap(Move move, LogOrigin origin) throws IOException {
        move.requireWanted();
        String name = move.name();
        move.to.arrivals().expect(name, origin);
        move.to.checkpoint();
        move.isBetween = true;
        try {
            move.from.vacate(move.log);
            move.to.arrivals().settle(name);
        } catch (IOException e) {
            move.log.fail("its files could not change places, as the next start will: " + e.getMessage());
            throw e;
        }
    }

    private synchronized void done(Move move) {
        moves.remove(move.name(), move);
    }

    private synchronized double rate() {
        return bytesPerSecond.getAsLong();
    }

    private void pause(long ms) {
        if (isClosing(ms)) {
            throw new CleaningAbortedException("the broker stops; it is begun anew at the next start");
        }
    }

    private boolean isClosing(long ms) {
        try {
            return closing.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends what is under way; what was copied stays for the next start to see. */
    @Override
    public void close() {
        closing.countDown();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
