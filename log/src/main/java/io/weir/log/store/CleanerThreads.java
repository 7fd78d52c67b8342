package io.weir.log.store;

import io.weir.log.compaction.Cleaner;
import io.weir.log.compaction.CleanerConfig;
import io.weir.log.compaction.CleaningAbortedException;
import io.weir.log.compaction.IoThrottle;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform threads that compact logs: file work would hold the carriers of virtual ones. */
final class CleanerThreads implements IoThrottle.Pause, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CleanerThreads.class);

    private final LogCleaner logs;
    private final CleanerConfig config;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private CleanerThreads(LogCleaner logs, CleanerConfig config) {
        this.logs = logs;
        this.config = config;
    }

    static CleanerThreads start(LogCleaner logs, CleanerConfig config, InstantSource clock) {
        CleanerThreads started = new CleanerThreads(logs, config);
        IoThrottle throttle = new IoThrottle(config.maxIoBytesPerSecond(), clock, started);
        for (int i = 0; i < config.threads(); i++) {
            Cleaner cleaner = new Cleaner(config, throttle);
            started.threads.add(
                    Thread.ofPlatform().name("log-cleaner-" + i).daemon().start(() -> started.run(cleaner)));
        }
        return started;
    }

    @Override
    public void forMs(long ms) {
        if (isStoppedWithin(ms)) {
            throw new CleaningAbortedException("the broker stops");
        }
    }

    /** Ends what is under way at the next stride; the logs are good as they are then. */
    @Override
    public void close() {
        stopped.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Cleaner cleaner) {
        boolean isStopped = false;
        while (!isStopped) {
            isStopped = isStoppedWithin(cleanOne(cleaner) ? 0 : config.backoffMs());
        }
    }

    private boolean cleanOne(Cleaner cleaner) {
        try {
            return logs.cleanDirtiest(cleaner);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("Compaction failed; it is tried again in {} ms", config.backoffMs(), e);
            return false;
        }
    }

    private boolean isStoppedWithin(long ms) {
        try {
            return stopped.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
