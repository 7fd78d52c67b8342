package io.weir.metadata.ratis;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this node take part in Raft again after Ratis has ended that by itself: since it was about to ask for votes and has none any
 * more, was told by others that it is left out, or failed. Ratis gives a node that starts the part that the group has for it.
 */
final class Revival implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
    private static final long LOOK_EVERY_MS = 500;
    /** What ends again within so long is begun again later and later, up to so long. */
    private static final long CALM_AFTER_MS = 60_000;

    private static final int MOST_DOUBLINGS = 16;

    private final String name;
    private final Patient patient;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("raft-watch").unstarted(this::run);
    private int inARow;
    private long lastNanos;

    /** What may end. */
    interface Patient {

        boolean hasEnded();

        void beginAgain() throws IOException;
    }

    /** @param name of the node, for those who read the log */
    Revival(String name, Patient patient) {
        this.name = name;
        this.patient = patient;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (patient.hasEnded() && isDue()) {
                    revive();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDue() {
        long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos);
        if (inARow == 0 || sinceMs > CALM_AFTER_MS) {
            inARow = 0;
            return true;
        }
        return sinceMs >= LOOK_EVERY_MS << Math.min(inARow, MOST_DOUBLINGS);
    }

    private void revive() {
        String outcome;
        try {
            patient.beginAgain();
            outcome = "and was started again";
        } catch (IOException | RuntimeException e) {
            outcome = "and cannot be started again yet: " + e;
        }
        if (inARow == 0) {
            LOG.warn(
                    "The part of {} in keeping the metadata had ended, as when its vote is taken or it is left out, {}",
                    name,
                    outcome);
        } else {
            LOG.debug("The part of {} had ended once more, {}", name, outcome);
        }
        inARow++;
        lastNanos = System.nanoTime();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
