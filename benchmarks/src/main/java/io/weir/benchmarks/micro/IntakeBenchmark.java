package io.weir.benchmarks.micro;

import io.weir.benchmarks.wire.Batches;
import io.weir.log.append.BatchIntake;
import io.weir.log.append.PreparedBatches;
import io.weir.log.append.Scrutiny;
import io.weir.log.config.LogConfig;
import io.weir.log.producer.AppendOrigin;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.RecordBatch;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is checked of a produced batch before it enters a log, and the checksum's part in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IntakeBenchmark {

    private static final int VALUE_BYTES = 100;
    private static final long SEED = 1;

    /** Records in the batch; 600 are 64 KiB. */
    @Param({"1", "600"})
    int records;

    @Param({"NONE", "LZ4", "ZSTD"})
    CompressionType codec = CompressionType.NONE;

    private ByteBuffer batch = ByteBuffer.allocate(0);
    private long nowMs;

    @Setup
    public void build() {
        ByteBuffer heap = Batches.of(records, VALUE_BYTES, Compression.of(codec), SEED);
        // Off the heap, as the bytes of a request are.
        batch = ByteBuffer.allocateDirect(heap.limit()).put(heap).flip();
        nowMs = System.currentTimeMillis();
    }

    /** All of it. */
    @Benchmark
    public PreparedBatches intake() {
        return BatchIntake.prepare(batch, AppendOrigin.CLIENT, Scrutiny.RECORDS, LogConfig.DEFAULTS, nowMs);
    }

    /** The checksum alone. */
    @Benchmark
    public boolean checksum() {
        return RecordBatch.at(batch, 0).isCrcValid();
    }
}
