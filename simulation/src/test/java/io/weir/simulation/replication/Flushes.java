package io.weir.simulation.replication;

import io.weir.log.flush.Flushable;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.ManualFlusher;
import java.util.Random;

/** Flushes a while after it was asked to: soon, or not so soon where the disk is slow. */
final class Flushes implements Flusher {

    private static final int USUAL_MS = 8;
    private static final int SLOW_MS = 900;

    private final Host host;
    private final Random random;
    private final int slowOneIn;
    private final ManualFlusher flusher = new ManualFlusher();

    /** @param slowOneIn how often it takes long */
    Flushes(Host host, Random random, int slowOneIn) {
        this.host = host;
        this.random = random;
        this.slowOneIn = slowOneIn;
    }

    @Override
    public void request(Flushable log) {
        flusher.request(log);
        int ms = random.nextInt(slowOneIn) == 0 ? random.nextInt(SLOW_MS) : random.nextInt(USUAL_MS);
        var _ = host.later(ms, flusher::flush);
    }

    @Override
    public void close() {
        flusher.close();
    }
}
