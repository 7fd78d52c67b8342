package io.weir.log.flush;

import io.weir.log.disk.Disk;
import io.weir.log.flush.FlushQueue.ToFlush;
import io.weir.log.flush.FlushQueue.Work;
import io.weir.log.flush.SharedJournal.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Flushes on a few platform threads: an fsync holds its thread, and would hold the carrier of a virtual one.
 *
 * <p>While a log is flushed, requests for it gather into its next pass: the slower the disk, the more one flush serves.
 * What waits goes to the journal of its data folder, with one force for all of it. A log that waits alone with much, or whose
 * tail the journal does not take, is forced itself; and where several are, with their file system if that is faster.
 */
public final class GroupCommitFlusher implements Flusher {

    /** More of one log alone is cheaper forced where it belongs than written twice. */
    private static final int MAX_ALONE_BYTES = 32 << 10;

    /**
     * Where requests come while several logs are served, the next pass begins so much later for each of both: a force costs
     * as much CPU as handling several small requests, and one a little later serves more of them. A log that waits alone never
     * waits for others, nor does one that is asked for at once.
     */
    private static final long GATHERING_NANOS = 100_000;

    /** Requests beyond these do not put the next pass off any more. */
    private static final int MOST_GATHERED = 10;

    /** Where requests have more to write than this, on average, the force is not what they cost. */
    private static final int MAX_GATHERED_BYTES = 1 << 10;

    private final FlushListener listener;
    private final GroupForce forcing;
    private final long gatheringNanos;
    private final FlushQueue queue;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param threadCount flush threads
     * @param forceTogetherFrom from so many logs on that have to be forced, their file system is flushed as a whole where
     *     that is faster
     */
    public GroupCommitFlusher(Disk disk, int threadCount, int forceTogetherFrom) {
        this(disk, threadCount, forceTogetherFrom, FlushListener.NOBODY);
    }

    /** The same, and somebody hears of each flush. */
    public GroupCommitFlusher(Disk disk, int threadCount, int forceTogetherFrom, FlushListener listener) {
        this(disk, threadCount, forceTogetherFrom, GATHERING_NANOS, listener);
    }

    GroupCommitFlusher(Disk disk, int threadCount, int forceTogetherFrom, long gatheringNanos) {
        this(disk, threadCount, forceTogetherFrom, gatheringNanos, FlushListener.NOBODY);
    }

    private GroupCommitFlusher(
            Disk disk, int threadCount, int forceTogetherFrom, long gatheringNanos, FlushListener listener) {
        this.listener = listener;
        this.gatheringNanos = gatheringNanos;
        ForceChoice choice = new ForceChoice(forceTogetherFrom);
        this.forcing = new GroupForce(disk, choice, listener);
        this.queue = new FlushQueue(choice);
        for (int i = 0; i < threadCount; i++) {
            Thread thread = new Thread(this::run, "weir-flush-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    @Override
    public void request(Flushable log) {
        queue.flush(log);
    }

    @Override
    public void requestNow(Flushable log) {
        queue.flushNow(log);
        threads.forEach(LockSupport::unpark);
    }

    @Override
    public void requestLater(Flushable log) {
        queue.flushLater(log);
    }

    @Override
    public void requestForce(Flushable log) {
        queue.force(log);
    }

    @Override
    public void close() {
        queue.close();
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
        for (Work work = queue.take(); !work.logs().isEmpty(); work = queue.take()) {
            try {
                switch (work) {
                    case FlushQueue.ToForce toForce -> forcing.force(toForce.logs());
                    case ToFlush toFlush -> flush(toFlush);
                }
            } catch (Throwable e) {
                // Whatever it was: a thread that ends here would leave everybody else waiting for ever.
                work.logs().forEach(log -> GroupForce.failed(log, e));
            } finally {
                queue.release(work);
            }
        }
    }

    private void flush(ToFlush work) {
        long startNanos = System.nanoTime();
        List<Flushable> toForce = new ArrayList<>();
        List<TailPass> tails = new ArrayList<>(work.logs().size());
        for (Flushable log : work.logs()) {
            GroupForce.guarded(log, () -> {
                Optional<TailPass> tail = log.beginTail();
                if (tail.isEmpty()) {
                    toForce.add(log);
                } else if (tail.get().sizeBytes() == 0) {
                    tail.get().complete();
                } else {
                    tails.add(tail.get());
                }
            });
        }
        if (!tails.isEmpty()) {
            write(work.journal(), tails, toForce);
        }
        if (!toForce.isEmpty()) {
            queue.forceNext(toForce);
        } else if (tails.size() > 1 && areSmall(work, tails)) {
            gather(work, startNanos);
        }
    }

    private static boolean areSmall(ToFlush served, List<TailPass> tails) {
        long bytes = tails.stream().mapToLong(TailPass::sizeBytes).sum();
        return bytes <= (long) MAX_GATHERED_BYTES * served.requests();
    }

    /** Nobody else takes the work of this journal meanwhile. */
    private void gather(ToFlush served, long startNanos) {
        int waiting = queue.requests(served.journal());
        if (waiting == 0) {
            return;
        }
        long endNanos = startNanos + gatheringNanos * Math.min(MOST_GATHERED, served.requests() + waiting);
        long leftNanos = endNanos - System.nanoTime();
        while (leftNanos > 0 && !queue.isDueNow(served.journal())) {
            LockSupport.parkNanos(leftNanos);
            leftNanos = endNanos - System.nanoTime();
        }
    }

    private void write(SharedJournal journal, List<TailPass> tails, List<Flushable> toForce) {
        if (tails.size() == 1
                && tails.getFirst().sizeBytes() > MAX_ALONE_BYTES
                && !queue.isForced(tails.getFirst().log())) {
            toForce.add(tails.getFirst().log());
            return;
        }
        long startNanos = System.nanoTime();
        Written written = journal.write(tails);
        listener.flushed(FlushListener.Kind.JOURNAL, System.nanoTime() - startNanos, tails.size());
        written.durable().forEach(tail -> GroupForce.guarded(tail.log(), tail::complete));
        written.refused().forEach(tail -> toForce.add(tail.log()));
    }
}
