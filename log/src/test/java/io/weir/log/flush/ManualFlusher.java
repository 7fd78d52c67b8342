package io.weir.log.flush;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Flushes when the test says so. */
public final class ManualFlusher implements Flusher {

    private final Set<Flushable> waiting = new LinkedHashSet<>();

    @Override
    public void request(Flushable log) {
        waiting.add(log);
    }

    public boolean hasRequests() {
        return !waiting.isEmpty();
    }

    /** Serves every request made so far. */
    public void flush() {
        List<Flushable> logs = List.copyOf(waiting);
        waiting.clear();
        for (Flushable log : logs) {
            try {
                Flushable.Pass pass = log.beginFlush();
                pass.force();
                pass.complete();
            } catch (IOException e) {
                log.flushFailed(e);
            }
        }
    }

    @Override
    public void close() {
        flush();
    }
}
