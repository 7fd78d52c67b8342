package io.weir.benchmarks.load;

import io.weir.benchmarks.machine.PageCache;
import io.weir.benchmarks.server.Folders;
import io.weir.benchmarks.server.Server;
import io.weir.benchmarks.wire.FetchAnswers;
import io.weir.benchmarks.wire.FetchRequests;
import io.weir.benchmarks.wire.WireLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Reads a partition from its beginning on a thread of its own, out of a cold cache, and again when it comes to the end. */
final class Backfill implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration AT_THE_END = Duration.ofMillis(100);
    private static final double NS_PER_MB_OF_BYTES = 1e3;

    private final Server server;
    private final String topic;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long startNs = System.nanoTime();
    private final Thread thread = Thread.ofPlatform().name("backfill").unstarted(this::run);
    private volatile boolean isStopped;

    private Backfill(Server server, String topic) {
        this.server = server;
        this.topic = topic;
    }

    static Backfill start(Server server, String topic) {
        Backfill backfill = new Backfill(server, topic);
        backfill.thread.start();
        return backfill;
    }

    /** Ends it; returns the MB a second that were read. */
    double stop() throws InterruptedException {
        double mbPerSecond = bytes.get() * NS_PER_MB_OF_BYTES / (System.nanoTime() - startNs);
        close();
        thread.join();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("The backfill failed", thrown);
        }
        return mbPerSecond;
    }

    private void run() {
        try {
            List<Path> segments = Folders.segments(server.data(), topic);
            while (!isStopped) {
                PageCache.evict(segments);
                readOnce();
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        }
    }

    private void readOnce() throws IOException {
        try (WireLoop loop = new WireLoop(server.port())) {
            FetchRequests requests = new FetchRequests(topic, 0, 0);
            long[] lastNs = {System.nanoTime()};
            loop.connect(requests, new FetchAnswers(requests, (records, size, stampNs) -> {
                        bytes.addAndGet(size);
                        lastNs[0] = System.nanoTime();
                    }))
                    .send(System.nanoTime());
            loop.runUntil(() -> isStopped || System.nanoTime() - lastNs[0] > AT_THE_END.toNanos(), PATIENCE);
        }
    }

    @Override
    public void close() {
        isStopped = true;
    }
}
