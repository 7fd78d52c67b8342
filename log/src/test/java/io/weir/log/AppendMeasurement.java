package io.weir.log;

import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.GroupCommitFlusher;
import io.weir.log.journal.JournalConfig;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;

/**
 * What flush-before-ack costs: one small batch after the other, each for the next of so many partitions, with a bounded
 * number of appends that wait for their ack. Run by {@code .ci/measure-appends}.
 */
public final class AppendMeasurement {

    private static final int VALUE_BYTES = 100;

    /** One way to run: how many partitions, and with a journal or without. */
    private record Setup(int partitions, boolean journal) {}

    /** What a run gave. */
    private record Outcome(double appendsPerSecond, double passesPerSecond, double p50Ms, double p99Ms) {}

    private final Path folder;
    private final int inFlight;
    private final int appends;

    private AppendMeasurement(Path folder, int inFlight, int appends) {
        this.folder = folder;
        this.inFlight = inFlight;
        this.appends = appends;
    }

    /** FOLDER ROUNDS IN_FLIGHT APPENDS. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        AppendMeasurement measurement =
                new AppendMeasurement(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        List<Setup> setups =
                List.of(new Setup(8, true), new Setup(1000, true), new Setup(8, false), new Setup(1000, false));
        List<List<Outcome>> outcomes = new ArrayList<>();
        setups.forEach(_ -> outcomes.add(new ArrayList<>()));
        System.out.printf(
                "One batch of %d B at a time, %s appends in flight, medians of %d interleaved rounds%n",
                VALUE_BYTES, args[2], rounds);
        Semaphore free = new Semaphore(measurement.inFlight);
        List<List<Partition>> opened = new ArrayList<>();
        for (Setup setup : setups) {
            opened.add(measurement.open(setup, free));
        }
        for (int round = 0; round <= rounds; round++) {
            for (int i = 0; i < setups.size(); i++) {
                Outcome outcome = measurement.run(opened.get(i), free);
                // The first round warms up.
                if (round > 0) {
                    outcomes.get(i).add(outcome);
                }
            }
        }
        System.out.printf(
                "%-12s %-8s %12s %12s %10s %10s%n",
                "partitions", "journal", "appends/s", "passes/s", "p50 ms", "p99 ms");
        for (int i = 0; i < setups.size(); i++) {
            print(setups.get(i), outcomes.get(i));
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(outcomes.get(1).get(round).appendsPerSecond
                    / outcomes.get(0).get(round).appendsPerSecond);
        }
        System.out.printf(
                Locale.ROOT,
                "1000 against 8 partitions, with a journal: %.2f (%.2f to %.2f)%n",
                median(ratios),
                ratios.stream().min(Double::compare).orElseThrow(),
                ratios.stream().max(Double::compare).orElseThrow());
        // What is open is deleted by the script.
        System.exit(0);
    }

    private static void print(Setup setup, List<Outcome> outcomes) {
        System.out.printf(
                Locale.ROOT,
                "%-12d %-8s %12.0f %12.0f %10.2f %10.2f%n",
                setup.partitions,
                setup.journal ? "yes" : "no",
                median(outcomes.stream().map(Outcome::appendsPerSecond).toList()),
                median(outcomes.stream().map(Outcome::passesPerSecond).toList()),
                median(outcomes.stream().map(Outcome::p50Ms).toList()),
                median(outcomes.stream().map(Outcome::p99Ms).toList()));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Opens a store for a setup, which is used in every round. */
    private List<Partition> open(Setup setup, Semaphore free) throws LogStoreException, InterruptedException {
        NioDisk disk = new NioDisk();
        JournalConfig journal = setup.journal ? JournalConfig.DEFAULTS : JournalConfig.OFF;
        LogStore store = LogStore.open(
                new StoreConfig(List.of(folder.resolve(setup.toString())), "measured", 1, 0, journal),
                new LogEnvironment(disk, Clock.systemUTC(), new GroupCommitFlusher(disk, 2, 32), Long.MAX_VALUE));
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < setup.partitions; i++) {
            partitions.add(new Partition(store, "measured-" + i, free));
        }
        return partitions;
    }

    private Outcome run(List<Partition> partitions, Semaphore free) throws InterruptedException, IOException {
        // What the run before left to be written is not for this one to pay.
        boolean _ = new NioDisk().forceAll(folder);
        ByteBuffer batch = TestBatches.plain(1, "x".repeat(VALUE_BYTES));
        partitions.forEach(Partition::reset);
        long start = System.nanoTime();
        for (int i = 0; i < appends; i++) {
            partitions.get(i % partitions.size()).append(batch);
        }
        free.acquire(inFlight);
        double seconds = (System.nanoTime() - start) / 1e9;
        free.release(inFlight);
        long[] latencies =
                partitions.stream().flatMapToLong(Partition::latencies).sorted().toArray();
        long passes =
                partitions.stream().mapToLong(partition -> partition.passes).sum();
        return new Outcome(
                appends / seconds,
                passes / seconds,
                latencies[latencies.length / 2] / 1e6,
                latencies[(int) (latencies.length * 0.99)] / 1e6);
    }

    /** A log, and the appends to it that wait. */
    private static final class Partition implements DurabilityListener {

        private final PartitionLog log;
        private final Semaphore free;
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private final List<Long> latencies = new ArrayList<>();
        private long acked;
        private long passes;

        Partition(LogStore store, String folder, Semaphore free) {
            this.free = free;
            this.log = store.log(folder, Uuid.random(), LogConfig.DEFAULTS, this);
        }

        void append(ByteBuffer batch) throws InterruptedException {
            free.acquire();
            synchronized (waiting) {
                waiting.add(System.nanoTime());
            }
            // The log writes offsets into what it is given.
            ByteBuffer fresh = ByteBuffer.allocate(batch.remaining())
                    .put(batch.duplicate())
                    .flip();
            log.append(fresh, AppendRequest.fromClient(0));
        }

        @Override
        public void onDurable(long durableOffset) {
            int count = 0;
            synchronized (waiting) {
                long now = System.nanoTime();
                passes++;
                for (; acked < durableOffset; acked++) {
                    latencies.add(now - waiting.remove());
                    count++;
                }
            }
            free.release(count);
        }

        @Override
        public void onOffline(String reason) {
            throw new IllegalStateException(reason);
        }

        void reset() {
            synchronized (waiting) {
                latencies.clear();
                passes = 0;
            }
        }

        LongStream latencies() {
            synchronized (waiting) {
                return latencies.stream().mapToLong(Long::longValue);
            }
        }
    }
}
