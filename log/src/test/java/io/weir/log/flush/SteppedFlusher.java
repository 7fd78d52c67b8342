package io.weir.log.flush;

import io.weir.log.disk.Disk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Flushes when the test says so, some logs by their journal and some by force, and each in steps: what a pass has begun may
 * lie there while the log is changed.
 */
public final class SteppedFlusher implements Flusher {

    private record Begun(Flushable log, Flushable.Pass pass) {}

    private final Random random;
    private final GroupForce forcing;
    private final Set<Flushable> toFlush = new LinkedHashSet<>();
    private final Set<Flushable> toForce = new LinkedHashSet<>();
    private final List<TailPass> tails = new ArrayList<>();
    private final List<Begun> passes = new ArrayList<>();

    public SteppedFlusher(Disk disk, Random random) {
        this.random = random;
        this.forcing = new GroupForce(disk, new ForceChoice(3), FlushListener.NOBODY);
    }

    @Override
    public void request(Flushable log) {
        toFlush.add(log);
    }

    @Override
    public void requestForce(Flushable log) {
        toForce.add(log);
    }

    /** Begins passes over some of the logs that wait. */
    public void begin() {
        for (Flushable log : some(toFlush)) {
            if (random.nextInt(5) > 0) {
                log.beginTail().ifPresentOrElse(tails::add, () -> toForce.add(log));
            } else {
                toForce.add(log);
            }
        }
    }

    /** Writes the tails that were begun to their journals. */
    public void write() {
        Map<SharedJournal, List<TailPass>> byJournal = tails.stream()
                .filter(tail -> tail.sizeBytes() > 0)
                .collect(Collectors.groupingBy(tail -> tail.log().journal()));
        List<TailPass> done = new ArrayList<>(
                tails.stream().filter(tail -> tail.sizeBytes() == 0).toList());
        tails.clear();
        byJournal.forEach((journal, waiting) -> {
            SharedJournal.Written written = journal.write(waiting);
            done.addAll(written.durable());
            written.refused().forEach(tail -> toForce.add(tail.log()));
        });
        done.forEach(tail -> GroupForce.guarded(tail.log(), tail::complete));
    }

    /** Begins to force some of the logs that have to be. */
    public void beginForce() {
        for (Flushable log : some(toForce)) {
            try {
                passes.add(new Begun(log, log.beginFlush()));
            } catch (Exception e) {
                GroupForce.failed(log, e);
            }
        }
    }

    /** Ends what {@link #beginForce} began. */
    public void force() {
        List<Begun> begun = List.copyOf(passes);
        passes.clear();
        for (Begun each : begun) {
            try {
                each.pass.force();
                each.pass.complete();
            } catch (Exception e) {
                GroupForce.failed(each.log, e);
            }
        }
    }

    /** Everything that was asked for so far. */
    public void flush() {
        for (int i = 0; i < 3; i++) {
            begin();
        }
        write();
        force();
        List<Flushable> logs = List.copyOf(toForce);
        toForce.clear();
        forcing.force(logs);
    }

    @Override
    public void close() {
        flush();
    }

    private List<Flushable> some(Set<Flushable> waiting) {
        List<Flushable> chosen =
                waiting.stream().filter(_ -> random.nextInt(4) > 0).toList();
        chosen.forEach(waiting::remove);
        return chosen;
    }
}
