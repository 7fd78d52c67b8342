package io.weir.log.flush;

import io.weir.log.disk.Disk;
import io.weir.log.flush.Flushable.Pass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forces the own files of logs: one by one, or with their whole file system. */
final class GroupForce {

    private static final Logger LOG = LoggerFactory.getLogger(GroupForce.class);

    private record Begun(Flushable log, Pass pass) {}

    private final Disk disk;
    private final ForceChoice choice;
    private final FlushListener listener;

    /** @param choice is told how long either took */
    GroupForce(Disk disk, ForceChoice choice, FlushListener listener) {
        this.listener = listener;
        this.disk = disk;
        this.choice = choice;
    }

    void force(Collection<Flushable> logs) {
        List<Begun> begun = new ArrayList<>(logs.size());
        for (Flushable log : logs) {
            try {
                begun.add(new Begun(log, log.beginFlush()));
            } catch (Throwable e) {
                failed(log, e);
            }
        }
        if (!choice.isTogether(begun.size()) || !forcedTogether(begun)) {
            begun.forEach(this::forceOne);
        }
    }

    private void forceOne(Begun begun) {
        try {
            long startNanos = System.nanoTime();
            begun.pass.force();
            long tookNanos = System.nanoTime() - startNanos;
            choice.tookAlone(tookNanos);
            listener.flushed(FlushListener.Kind.LOG, tookNanos, 1);
            begun.pass.complete();
        } catch (Throwable e) {
            failed(begun.log, e);
        }
    }

    /** False when the platform cannot, so that nothing was done. */
    private boolean forcedTogether(List<Begun> all) {
        Map<Path, List<Begun>> byDirectory = new HashMap<>();
        all.forEach(begun -> byDirectory
                .computeIfAbsent(begun.log.directory(), _ -> new ArrayList<>())
                .add(begun));
        for (Map.Entry<Path, List<Begun>> entry : byDirectory.entrySet()) {
            try {
                long startNanos = System.nanoTime();
                if (!disk.forceAll(entry.getKey())) {
                    choice.neverTogether();
                    return false;
                }
                long tookNanos = System.nanoTime() - startNanos;
                choice.tookTogether(tookNanos);
                listener.flushed(
                        FlushListener.Kind.FILE_SYSTEM,
                        tookNanos,
                        entry.getValue().size());
                entry.getValue().forEach(begun -> guarded(begun.log, begun.pass::complete));
            } catch (IOException e) {
                entry.getValue().forEach(begun -> failed(begun.log, e));
            }
        }
        return true;
    }

    /** Does something for a log; whatever goes wrong takes that log offline, and no other. */
    static void guarded(Flushable log, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            failed(log, e);
        }
    }

    static void failed(Flushable log, Throwable cause) {
        try {
            LOG.error("Flushing {} failed; it goes offline", log, cause);
            log.flushFailed(cause instanceof IOException io ? io : new IOException(cause));
        } catch (Throwable e) {
            LOG.error("{} could not be told that its flush failed", log, e);
        }
    }
}
