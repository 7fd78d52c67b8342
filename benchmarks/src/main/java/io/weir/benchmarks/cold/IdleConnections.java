package io.weir.benchmarks.cold;

import io.weir.benchmarks.wire.VersionRequests;
import io.weir.benchmarks.wire.WireConnection;
import io.weir.benchmarks.wire.WireLoop;
import java.io.IOException;
import java.time.Duration;

/** Connections that had one answer each and are kept open. */
final class IdleConnections implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final WireLoop loop;
    private int opened;
    private int answered;

    IdleConnections(int port) throws IOException {
        this.loop = new WireLoop(port);
    }

    /** Opens so many more, and waits until each has its answer. */
    void open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            WireConnection connection = loop.connect(new VersionRequests(), (answering, body, dueNs) -> answered++);
            connection.send(System.nanoTime());
        }
        opened += count;
        loop.runUntil(() -> answered == opened, PATIENCE);
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
