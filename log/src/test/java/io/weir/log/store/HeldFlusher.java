package io.weir.log.store;

import io.weir.log.flush.Flushable;
import io.weir.log.flush.Flusher;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Begins passes and ends them when the test says so. */
final class HeldFlusher implements Flusher {

    private final Set<Flushable> waiting = new LinkedHashSet<>();
    private final Map<Flushable, Flushable.Pass> begun = new LinkedHashMap<>();

    @Override
    public void request(Flushable log) {
        waiting.add(log);
    }

    void begin() throws IOException {
        for (Flushable log : waiting) {
            begun.put(log, log.beginFlush());
        }
        waiting.clear();
    }

    void end() throws IOException {
        for (Flushable.Pass pass : begun.values()) {
            pass.force();
            pass.complete();
        }
        begun.clear();
    }

    @Override
    public void close() {
        // Nothing is held back any more.
    }
}
