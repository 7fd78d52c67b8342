package io.weir.log.flush;

/** Takes requests to flush. */
public interface Flusher extends AutoCloseable {

    /**
     * Asks for {@code log} to be made durable by a pass that begins after this call. A log that waits for its pass already
     * is not entered twice: the pass serves both requests. Never blocks.
     */
    void request(Flushable log);

    /** As {@link #request}, for a log that others wait for: the pass is not put off so that it serves more logs. */
    default void requestNow(Flushable log) {
        request(log);
    }

    /** As {@link #request}, for a log that nobody waits for: its pass begins a little later, and serves all that comes until then. */
    default void requestLater(Flushable log) {
        request(log);
    }

    /** As {@link #request}, but for the log's own files: a journal will not do. */
    default void requestForce(Flushable log) {
        request(log);
    }

    /** Serves what was asked for, then stops. */
    @Override
    void close();
}
