package io.weir.benchmarks.run;

import io.weir.benchmarks.load.ColdLoad;
import io.weir.benchmarks.load.LiveLoad;
import io.weir.benchmarks.load.Measurement;
import io.weir.benchmarks.load.Scale;
import io.weir.benchmarks.machine.PageCache;
import io.weir.benchmarks.result.Result;
import io.weir.benchmarks.result.Row;
import io.weir.benchmarks.server.Distribution;
import io.weir.benchmarks.server.LiveBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets two brokers take turns at the same loads: A B, B A, A B ... so that neither always has the warmer machine. Brokers
 * of live loads are started together, hence as old as one another, and warm up with each load before it counts.
 */
final class Contest implements AutoCloseable {

    private final Distribution weir;
    private final Distribution kafka;
    private final Path folder;
    private final Plan plan;
    private final Consumer<String> progress;
    private final List<LiveBroker> live = new ArrayList<>();

    Contest(Distribution weir, Distribution kafka, Path folder, Plan plan, Consumer<String> progress) {
        this.weir = weir;
        this.kafka = kafka;
        this.folder = folder;
        this.plan = plan;
        this.progress = progress;
    }

    /** How much, how often unmeasured, and how often measured. */
    record Plan(Scale scale, int warmUps, int rounds) {}

    private interface Turn {
        Measurement take() throws IOException, InterruptedException;
    }

    /** All rounds of a row. What fails is said in the result and ends only the turn it happened in. */
    Result run(Row row) throws IOException, InterruptedException {
        return switch (row.load()) {
            case ColdLoad load ->
                rounds(row, () -> load.run(weir, folder, plan.scale()), () -> load.run(kafka, folder, plan.scale()));
            case LiveLoad load -> {
                LiveBroker first = broker(0);
                LiveBroker second = broker(1);
                Scale warmUp = plan.scale().forWarmUp();
                rounds(row, () -> load.run(first, warmUp), () -> load.run(second, warmUp), plan.warmUps());
                yield rounds(row, () -> load.run(first, plan.scale()), () -> load.run(second, plan.scale()));
            }
        };
    }

    /** The broker of live loads that Weir or Kafka has: 0 or 1. */
    LiveBroker broker(int index) throws IOException {
        if (live.isEmpty()) {
            live.add(LiveBroker.start(weir, folder));
            live.add(LiveBroker.start(kafka, folder));
        }
        return live.get(index);
    }

    private Result rounds(Row row, Turn weirTurn, Turn kafkaTurn) throws IOException, InterruptedException {
        return rounds(row, weirTurn, kafkaTurn, plan.rounds());
    }

    private Result rounds(Row row, Turn weirTurn, Turn kafkaTurn, int count) throws IOException, InterruptedException {
        List<Measurement> weirs = new ArrayList<>();
        List<Measurement> kafkas = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int round = 0; round < count; round++) {
            boolean isWeirFirst = round % 2 == 0;
            for (boolean isWeir : new boolean[] {isWeirFirst, !isWeirFirst}) {
                String name = isWeir ? weir.name() : kafka.name();
                progress.accept(row.id() + ": round " + (round + 1) + " of " + count + ", " + name);
                PageCache.flush();
                PageCache.provide();
                try {
                    (isWeir ? weirs : kafkas).add((isWeir ? weirTurn : kafkaTurn).take());
                } catch (IOException | RuntimeException e) {
                    failures.add(name + ", round " + (round + 1) + ": " + e);
                }
            }
        }
        return new Result(row, weirs, kafkas, failures);
    }

    @Override
    public void close() {
        live.forEach(LiveBroker::close);
    }
}
