package io.weir.benchmarks.micro;

import io.weir.benchmarks.server.Folders;
import io.weir.benchmarks.wire.Batches;
import io.weir.log.AppendRequest;
import io.weir.log.AppendResult;
import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.PartitionLog;
import io.weir.log.ReadResult;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.GroupCommitFlusher;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A log on the real disk that does not flush: what is left is the way of a batch into the file, and an index look-up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LogBenchmark {

    private static final int VALUE_BYTES = 100;
    private static final int READ_BYTES = 4096;
    private static final int LOOKED_UP_BATCHES = 100_000;
    private static final Uuid TOPIC = new Uuid(1, 2);

    private final ByteBuffer batch = direct(Batches.of(1, VALUE_BYTES, Compression.NONE, 1));
    private final SplittableRandom random = new SplittableRandom(1);
    private final Path folder = temporary();
    private final Disk disk = new NioDisk();
    private final GroupCommitFlusher flusher = new GroupCommitFlusher(disk, 1, Integer.MAX_VALUE);
    private final LogStore store = open();
    private final PartitionLog appended = log("appended-0");
    private final PartitionLog read = log("read-0");

    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < LOOKED_UP_BATCHES; i++) {
            read.append(batch, AppendRequest.fromClient(0));
        }
    }

    @TearDown(Level.Trial)
    public void delete() {
        store.close();
        flusher.close();
        Folders.delete(folder);
    }

    /** Check, patch, write. */
    @Benchmark
    public AppendResult append() {
        return appended.append(batch, AppendRequest.fromClient(0));
    }

    /** Finds a batch anywhere in the log by its offset; the records are not read. */
    @Benchmark
    public ReadResult lookUp() {
        return read.read(random.nextInt(LOOKED_UP_BATCHES), READ_BYTES, LOOKED_UP_BATCHES, true);
    }

    private PartitionLog log(String name) {
        LogConfig config = LogConfig.DEFAULTS.withFlush(flush -> flush.withBeforeAck(false));
        return store.log(name, TOPIC, config, DurabilityListener.none());
    }

    private LogStore open() {
        try {
            return LogStore.open(
                    new StoreConfig(List.of(folder), "benchmark", 1),
                    new LogEnvironment(
                            disk, InstantSource.system(), flusher, LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS));
        } catch (LogStoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ByteBuffer direct(ByteBuffer heap) {
        return ByteBuffer.allocateDirect(heap.limit()).put(heap).flip();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("weir-jmh");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
