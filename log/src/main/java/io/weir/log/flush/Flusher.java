package io.weir.log.flush;

/** Takes requests to flush. */
public interface Flusher extends AutoCloseable {

    /**
     * Asks for a pass over {@code log} that begins after this call. A log that waits for its pass already is not entered
     * twice: the pass serves both requests. Never blocks.
     */
    void request(Flushable log);

    /** Serves what was asked for, then stops. */
    @Override
    void close();
}
