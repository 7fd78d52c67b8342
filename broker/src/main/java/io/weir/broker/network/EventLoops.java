package io.weir.broker.network;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The threads of all connections. A few watch sockets, and do themselves what comes: woken once, they need nobody else. The
 * others sleep until there is more at once than one should do.
 */
public final class EventLoops implements AutoCloseable {

    /** So many cores are served by one thread that watches. */
    private static final int CORES_A_WATCHER = 4;

    private final List<EventLoop> loops;
    private final int watchers;
    private final AtomicInteger next = new AtomicInteger();

    /** Starts so many, one a core for best use of the machine. */
    public EventLoops(int count) {
        this(count, LoopThreads.HERE);
    }

    /** The same, with threads of this name and a number. */
    public EventLoops(String name, int count) {
        this(name, count, LoopThreads.HERE);
    }

    EventLoops(int count, LoopThreads threads) {
        this("weir-network", count, threads);
    }

    private EventLoops(String name, int count, LoopThreads threads) {
        watchers = Math.ceilDiv(count, CORES_A_WATCHER);
        Sharing sharing = new Sharing();
        loops = IntStream.range(0, count)
                .mapToObj(_ -> EventLoop.open(sharing, threads))
                .toList();
        for (int i = 0; i < count; i++) {
            loops.get(i).start(name + "-" + i);
        }
    }

    /** The loop that watches the next connection: each in its turn. */
    EventLoop next() {
        return loops.get(Math.floorMod(next.getAndIncrement(), watchers));
    }

    /** Has all of them look for work: also for that of one which a task holds up. */
    public void wakeAll() {
        loops.forEach(EventLoop::wake);
    }

    /** Each ends when its connections are closed. */
    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }

    private final class Sharing implements EventLoop.Others {

        @Override
        public @Nullable Runnable steal(EventLoop thief) {
            for (EventLoop loop : loops) {
                Runnable task = loop == thief ? null : loop.pollTask();
                if (task != null) {
                    return task;
                }
            }
            return null;
        }

        @Override
        public boolean standIn(EventLoop free) {
            boolean isNeeded = false;
            for (EventLoop loop : loops) {
                if (loop != free && loop.isHeld()) {
                    loop.selectNow();
                    isNeeded = true;
                }
            }
            return isNeeded;
        }

        @Override
        public void wakeOne(EventLoop busy) {
            for (EventLoop loop : loops) {
                if (loop != busy && loop.isAsleep()) {
                    loop.wake();
                    return;
                }
            }
        }
    }
}
