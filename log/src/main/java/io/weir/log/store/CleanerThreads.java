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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform threads that compact logs: file work would hold the carriers of virtual ones. */
final class CleanerThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CleanerThreads.class);

    private final LogCleaner logs;
    private final InstantSource clock;
    private @Nullable Crew crew;

    CleanerThreads(LogCleaner logs, InstantSource clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /** Has other threads, with these settings, take over from those there are, as Kafka does. */
    synchronized void restart(CleanerConfig config) {
        close();
        crew = new Crew(config);
    }

    /** Ends what is under way at the next stride; the logs are good as they are then. */
    @Override
    public synchronized void close() {
        Crew running = crew;
        if (running != null) {
            running.stop();
        }
        crew = null;
    }

    /** Threads that work with the same settings. */
    private final class Crew implements IoThrottle.Pause {

        private final CleanerConfig config;
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final List<Thread> threads = new ArrayList<>();

        Crew(CleanerConfig config) {
            this.config = config;
            IoThrottle throttle = new IoThrottle(config.maxIoBytesPerSecond(), clock, this);
            for (int i = 0; i < config.threads(); i++) {
                Cleaner cleaner = new Cleaner(config, throttle);
                threads.add(
                        Thread.ofPlatform().name("log-cleaner-" + i).daemon().start(() -> run(cleaner)));
            }
        }

        @Override
        public void forMs(long ms) {
            if (isStoppedWithin(ms)) {
                throw new CleaningAbortedException("the broker stops, or compaction has other settings");
            }
        }

        void stop() {
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
}
