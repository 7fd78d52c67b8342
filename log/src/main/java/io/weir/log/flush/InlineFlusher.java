package io.weir.log.flush;

import java.io.IOException;

/** Flushes at once, in the thread that asks: for tests in simulated time, and for logs written by one thread. */
public final class InlineFlusher implements Flusher {

    @Override
    public void request(Flushable log) {
        try {
            Flushable.Pass pass = log.beginFlush();
            pass.force();
            pass.complete();
        } catch (IOException e) {
            log.flushFailed(e);
        }
    }

    @Override
    public void close() {
        // Nothing waits.
    }
}
