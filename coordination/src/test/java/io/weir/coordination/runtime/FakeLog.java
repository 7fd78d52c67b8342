package io.weir.coordination.runtime;

import io.weir.protocol.records.Record;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A log in memory, led by whoever called {@link #lead} last. Batches commit in order after a delay; a test may let
 * appends fail, with or without having written.
 */
public final class FakeLog {

    /** What happens to an append. */
    public enum Fate {
        COMMITTED,
        /** Nothing was written. */
        REFUSED,
        /** It was written, but the writer is told otherwise. */
        WRITTEN_YET_FAILED
    }

    private static final int NOBODY = -1;

    private final SimulatedTime time;
    private final List<ByteBuffer> batches = new ArrayList<>();
    private final Map<Long, Short> markerEpochs = new HashMap<>();
    private Supplier<Fate> fates = () -> Fate.COMMITTED;
    private LongSupplier commitDelaysMs = () -> 0;
    private long replayDelayMs;
    private int maxBatchBytes = 1 << 20;
    private int failReplays;
    private Supplier<RuntimeException> replayFailures =
            () -> new IllegalStateException("the test lets this replay fail");
    private int refuseOnTheSpot;
    private int replays;
    private int leaderships;
    private long endOffset;
    private long prunedBefore;
    private long lastCommitAtMs;

    public FakeLog(SimulatedTime time) {
        this.time = time;
    }

    /** A new leadership; what earlier ones append from now on is refused. */
    public CoordinatorLog lead() {
        leaderships++;
        return new Leadership(leaderships);
    }

    /** The log as it is, for reading: appends are refused. */
    public CoordinatorLog readOnly() {
        return new Leadership(NOBODY);
    }

    public void commitDelayMs(long delayMs) {
        commitDelaysMs = () -> delayMs;
    }

    public void commitDelaysMs(LongSupplier delays) {
        commitDelaysMs = delays;
    }

    public void replayDelayMs(long delayMs) {
        replayDelayMs = delayMs;
    }

    public void maxBatchBytes(int bytes) {
        maxBatchBytes = bytes;
    }

    public void failAppends(boolean fail) {
        fates = () -> fail ? Fate.REFUSED : Fate.COMMITTED;
    }

    /** So many appends fail at once, and the log works on as if nothing had happened. */
    public void refuseOnTheSpot(int appends) {
        refuseOnTheSpot = appends;
    }

    public void fates(Supplier<Fate> next) {
        fates = next;
    }

    public void failReplays(int times) {
        failReplays = times;
    }

    /** The same, because another leads. */
    public void loseReplays(int times) {
        failReplays = times;
        replayFailures = () -> new CoordinatorException(ErrorCode.NOT_COORDINATOR, "another leads");
    }

    /** How often somebody read it from the start. */
    public int replays() {
        return replays;
    }

    /** What is before this offset is gone. */
    public long prunedBefore() {
        return prunedBefore;
    }

    public int batchCount() {
        return batches.size();
    }

    /** All records, oldest first. */
    public List<CoordinatorRecord> records() {
        return recordsByBatch().stream().flatMap(List::stream).toList();
    }

    /** The same, batch by batch: what a log has after a crash ends with one of them. */
    public List<List<CoordinatorRecord>> recordsByBatch() {
        return batches.stream().map(FakeLog::recordsOf).toList();
    }

    private static List<CoordinatorRecord> recordsOf(ByteBuffer batch) {
        List<CoordinatorRecord> records = new ArrayList<>();
        try (RecordReader in = RecordBatch.at(batch, 0).records()) {
            while (in.hasNext()) {
                Record record = in.next();
                ByteBuffer key = record.key();
                if (key != null) {
                    records.add(new CoordinatorRecord(key, record.value()));
                }
            }
        }
        return records;
    }

    private long write(ByteBuffer batch) {
        long offset = endOffset;
        RecordBatch view = RecordBatch.at(batch, 0);
        view.assign(offset, leaderships);
        if (view.sizeBytes() != batch.remaining() || !view.isCrcValid() || batch.remaining() > maxBatchBytes) {
            throw new AssertionError("the runtime appended something that is not one whole batch that fits");
        }
        batches.add(batch);
        endOffset = view.nextOffset();
        return offset;
    }

    private final class Leadership implements CoordinatorLog {

        private final int number;
        private boolean isBroken;

        Leadership(int number) {
            this.number = number;
        }

        @Override
        public CompletableFuture<Long> append(ByteBuffer batch) {
            if (refuseOnTheSpot > 0) {
                refuseOnTheSpot--;
                return CompletableFuture.failedFuture(new IllegalStateException("the test lets this append fail"));
            }
            CompletableFuture<Long> committed = new CompletableFuture<>();
            Fate fate = isBroken || number != leaderships ? Fate.REFUSED : fates.get();
            isBroken |= fate != Fate.COMMITTED;
            long offset = fate == Fate.REFUSED ? -1 : write(batch);
            lastCommitAtMs = Math.max(lastCommitAtMs, time.monotonicMs() + commitDelaysMs.getAsLong());
            time.wakeUpIn(lastCommitAtMs - time.monotonicMs(), () -> {
                if (fate == Fate.COMMITTED) {
                    committed.complete(offset);
                } else {
                    committed.completeExceptionally(
                            new CoordinatorException(ErrorCode.NOT_COORDINATOR, "the test lets appends fail"));
                }
            });
            return committed;
        }

        @Override
        public CompletableFuture<Long> appendMarker(ByteBuffer batch, int transactionVersion) {
            RecordBatch marker = RecordBatch.at(batch, 0);
            if (marker.producerEpoch() < markerEpochs.getOrDefault(marker.producerId(), (short) 0)) {
                return CompletableFuture.failedFuture(
                        new CoordinatorException(ErrorCode.INVALID_PRODUCER_EPOCH, "a newer epoch has written"));
            }
            markerEpochs.put(marker.producerId(), marker.producerEpoch());
            return append(batch);
        }

        @Override
        public CompletableFuture<Void> replay(Consumer<ByteBuffer> reader) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            isBroken = false;
            replays++;
            if (failReplays > 0) {
                failReplays--;
                done.completeExceptionally(replayFailures.get());
                return done;
            }
            time.wakeUpIn(replayDelayMs, () -> {
                List.copyOf(batches).forEach(batch -> reader.accept(batch.duplicate()));
                done.complete(null);
            });
            return done;
        }

        @Override
        public void prune(long beforeOffset) {
            prunedBefore = beforeOffset;
            batches.removeIf(batch -> RecordBatch.at(batch, 0).nextOffset() <= beforeOffset);
        }

        @Override
        public int maxBatchBytes() {
            return maxBatchBytes;
        }
    }
}
