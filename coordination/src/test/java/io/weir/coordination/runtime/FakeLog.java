package io.weir.coordination.runtime;

import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A log in memory. Batches commit after a delay, in order, unless the test lets appends fail. */
public final class FakeLog implements CoordinatorLog {

    private final SimulatedTime time;
    private final List<ByteBuffer> batches = new ArrayList<>();
    private long endOffset;
    private long commitDelayMs;
    private int maxBatchBytes = 1 << 20;
    private boolean failAppends;
    private int failReplays;
    private long replayDelayMs;
    private long brokenUntilReplay;

    public FakeLog(SimulatedTime time) {
        this.time = time;
    }

    @Override
    public CompletableFuture<Long> append(ByteBuffer batch) {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        if (failAppends || brokenUntilReplay > 0) {
            brokenUntilReplay++;
            time.wakeUpIn(
                    commitDelayMs,
                    () -> committed.completeExceptionally(
                            new CoordinatorException(ErrorCode.NOT_COORDINATOR, "the test lets appends fail")));
            return committed;
        }
        long offset = endOffset;
        RecordBatch view = RecordBatch.at(batch, 0);
        view.assign(offset, 0);
        assertWhole(view, batch);
        batches.add(batch);
        endOffset = view.nextOffset();
        time.wakeUpIn(commitDelayMs, () -> committed.complete(offset));
        return committed;
    }

    @Override
    public CompletableFuture<Void> replay(Consumer<ByteBuffer> reader) {
        brokenUntilReplay = 0;
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (failReplays > 0) {
            failReplays--;
            done.completeExceptionally(new IllegalStateException("the test lets this replay fail"));
            return done;
        }
        time.wakeUpIn(replayDelayMs, () -> {
            try {
                List.copyOf(batches).forEach(batch -> reader.accept(batch.duplicate()));
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Override
    public int maxBatchBytes() {
        return maxBatchBytes;
    }

    public void commitDelayMs(long delayMs) {
        commitDelayMs = delayMs;
    }

    public void replayDelayMs(long delayMs) {
        replayDelayMs = delayMs;
    }

    public void maxBatchBytes(int bytes) {
        maxBatchBytes = bytes;
    }

    public void failAppends(boolean fail) {
        failAppends = fail;
    }

    public void failReplays(int times) {
        failReplays = times;
    }

    public int batchCount() {
        return batches.size();
    }

    /** All records, oldest first. */
    public List<CoordinatorRecord> records() {
        List<CoordinatorRecord> records = new ArrayList<>();
        for (ByteBuffer batch : batches) {
            try (RecordReader in = RecordBatch.at(batch, 0).records()) {
                while (in.hasNext()) {
                    Record record = in.next();
                    ByteBuffer key = record.key();
                    if (key != null) {
                        records.add(new CoordinatorRecord(key, record.value()));
                    }
                }
            }
        }
        return records;
    }

    private static void assertWhole(RecordBatch view, ByteBuffer batch) {
        if (view.sizeBytes() != batch.remaining() || !view.isCrcValid()) {
            throw new AssertionError("the runtime appended something that is not one whole batch");
        }
    }
}
