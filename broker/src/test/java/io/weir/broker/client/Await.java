package io.weir.broker.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens elsewhere: asks again until it is so, or says what did not happen in time. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ASK_AGAIN_AFTER_NANOS = 10_000_000;

    private Await() {}

    /** A question that may throw. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns when the condition holds; an {@link AssertionError} that names it when it does not within 20 s. */
    public static void until(String what, Condition condition) {
        until(what, PATIENCE, condition);
    }

    public static void until(String what, Duration patience, Condition condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("not within " + patience.toMillis() + " ms: " + what);
                }
                LockSupport.parkNanos(ASK_AGAIN_AFTER_NANOS);
            }
        } catch (Exception e) {
            throw new AssertionError("while waiting: " + what, e);
        }
    }
}
