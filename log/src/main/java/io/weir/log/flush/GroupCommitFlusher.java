package io.weir.log.flush;

import io.weir.log.disk.Disk;
import io.weir.log.flush.Flushable.Pass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flushes on a few platform threads: an fsync holds its thread, and would hold the carrier of a virtual one.
 *
 * <p>While a log is flushed, requests for it gather into its next pass: the slower the disk, the more one flush serves.
 * When many logs wait, their file system is flushed as a whole, so that the cost does not grow with their number.
 */
public final class GroupCommitFlusher implements Flusher {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitFlusher.class);

    private final Disk disk;
    private final int flushTogetherFrom;
    private final Set<Flushable> waiting = new LinkedHashSet<>();
    private final Set<Flushable> inPass = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /**
     * @param threadCount flush threads
     * @param flushTogetherFrom from so many waiting logs on, their file system is flushed as a whole
     */
    public GroupCommitFlusher(Disk disk, int threadCount, int flushTogetherFrom) {
        this.disk = disk;
        this.flushTogetherFrom = flushTogetherFrom;
        for (int i = 0; i < threadCount; i++) {
            Thread thread = new Thread(this::run, "weir-flush-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    @Override
    public void request(Flushable log) {
        synchronized (waiting) {
            if (waiting.add(log) && !inPass.contains(log)) {
                waiting.notify();
            }
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (List<Flushable> logs = take(); !logs.isEmpty(); logs = take()) {
            try {
                flush(logs);
            } catch (Throwable e) {
                // Whatever it was: a thread that ends here would leave everybody else waiting for ever.
                logs.forEach(log -> failed(log, e));
            } finally {
                release(logs);
            }
        }
    }

    /** Blocks for logs to flush: many when many wait, otherwise one; none when there will be no more. */
    private List<Flushable> take() {
        synchronized (waiting) {
            while (true) {
                List<Flushable> ready =
                        waiting.stream().filter(log -> !inPass.contains(log)).toList();
                if (!ready.isEmpty()) {
                    List<Flushable> taken = ready.size() >= flushTogetherFrom ? ready : List.of(ready.getFirst());
                    taken.forEach(waiting::remove);
                    inPass.addAll(taken);
                    return taken;
                }
                if (closed && waiting.isEmpty()) {
                    return List.of();
                }
                await();
            }
        }
    }

    private void await() {
        try {
            waiting.wait();
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt a flush thread; closing is how it ends.
            LOG.warn("A flush thread was interrupted and goes on");
        }
    }

    private void release(List<Flushable> logs) {
        synchronized (waiting) {
            logs.forEach(inPass::remove);
            waiting.notifyAll();
        }
    }

    private void flush(List<Flushable> logs) {
        Map<Flushable, Pass> passes = new LinkedHashMap<>();
        for (Flushable log : logs) {
            try {
                passes.put(log, log.beginFlush());
            } catch (Throwable e) {
                failed(log, e);
            }
        }
        if (passes.size() < flushTogetherFrom || !forcedTogether(passes)) {
            passes.forEach(this::forceOne);
        }
    }

    private void forceOne(Flushable log, Pass pass) {
        try {
            pass.force();
            pass.complete();
        } catch (Throwable e) {
            failed(log, e);
        }
    }

    private boolean forcedTogether(Map<Flushable, Pass> passes) {
        Map<Path, ArrayDeque<Flushable>> byDirectory = new HashMap<>();
        passes.keySet()
                .forEach(log -> byDirectory
                        .computeIfAbsent(log.directory(), d -> new ArrayDeque<>())
                        .add(log));
        for (Map.Entry<Path, ArrayDeque<Flushable>> entry : byDirectory.entrySet()) {
            try {
                if (!disk.forceAll(entry.getKey())) {
                    return false;
                }
                entry.getValue().forEach(log -> complete(log, passes.get(log)));
            } catch (IOException e) {
                entry.getValue().forEach(log -> failed(log, e));
            }
        }
        return true;
    }

    private static void complete(Flushable log, @org.jspecify.annotations.Nullable Pass pass) {
        if (pass != null) {
            try {
                pass.complete();
            } catch (Throwable e) {
                failed(log, e);
            }
        }
    }

    private static void failed(Flushable log, Throwable cause) {
        try {
            LOG.error("Flushing {} failed; it goes offline", log, cause);
            log.flushFailed(cause instanceof IOException io ? io : new IOException(cause));
        } catch (Throwable e) {
            LOG.error("{} could not be told that its flush failed", log, e);
        }
    }
}
