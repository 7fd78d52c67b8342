package io.weir.simulation.transaction;

import io.weir.coordination.runtime.CoordinatorException;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.log.AppendRequest;
import io.weir.log.AppendResult;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.append.Scrutiny;
import io.weir.log.error.LogException;
import io.weir.log.producer.TransactionProof;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A partition with a single copy: committed is what is durable. Its log may be a coordinator's, too. */
final class SimulatedPartition implements CoordinatorLog {

    private static final int MAX_BATCH_BYTES = 1 << 20;

    private record Waiting(long endOffset, CompletableFuture<ErrorCode> outcome) {}

    private final PartitionLog log;
    private final int leaderEpoch;
    private final boolean acksWithoutWaiting;
    private final List<Waiting> waiting = new ArrayList<>();

    /** Makes or finds the log by {@code logs}; {@code acksWithoutWaiting} is the error a checker has to find. */
    SimulatedPartition(Function<DurabilityListener, PartitionLog> logs, int leaderEpoch, boolean acksWithoutWaiting) {
        this.leaderEpoch = leaderEpoch;
        this.acksWithoutWaiting = acksWithoutWaiting;
        this.log = logs.apply(new DurabilityListener() {
            @Override
            public void onDurable(long durableOffset) {
                answer(durableOffset, ErrorCode.NONE);
            }

            @Override
            public void onOffline(String reason) {
                answer(Long.MAX_VALUE, ErrorCode.KAFKA_STORAGE_ERROR);
            }
        });
    }

    PartitionLog log() {
        return log;
    }

    /** Answered when the batch is durable. */
    CompletableFuture<Produced> produce(ByteBuffer batch, TransactionProof proof) {
        return append(() -> log.append(batch, AppendRequest.fromClient(leaderEpoch, proof, Scrutiny.RECORDS)));
    }

    CompletableFuture<ErrorCode> end(ByteBuffer marker, int transactionVersion) {
        return append(() -> log.append(marker, AppendRequest.transactionMarker(leaderEpoch, transactionVersion)))
                .thenApply(Produced::error);
    }

    /** Whole batches from an offset up to the last stable offset. */
    List<RecordBatch> readStable(long offset) {
        return log.readBatches(offset, MAX_BATCH_BYTES, log.lastStableOffset(log.durableOffset()));
    }

    @Override
    public CompletableFuture<Long> append(ByteBuffer batch) {
        return asCoordinator(append(() -> log.append(batch, AppendRequest.fromCoordinator(leaderEpoch))));
    }

    @Override
    public CompletableFuture<Long> appendMarker(ByteBuffer batch, int transactionVersion) {
        return asCoordinator(
                append(() -> log.append(batch, AppendRequest.transactionMarker(leaderEpoch, transactionVersion))));
    }

    @Override
    public CompletableFuture<Void> replay(Consumer<ByteBuffer> batches) {
        long end;
        try {
            end = readAll(batches);
        } catch (LogException e) {
            return CompletableFuture.failedFuture(e);
        }
        return whenDurable(end).thenAccept(error -> {
            if (error.isError()) {
                throw new CoordinatorException(ErrorCode.COORDINATOR_NOT_AVAILABLE, "the disk has failed");
            }
        });
    }

    @Override
    public int maxBatchBytes() {
        return MAX_BATCH_BYTES;
    }

    private long readAll(Consumer<ByteBuffer> batches) {
        long end = log.logEndOffset();
        for (long next = log.logStartOffset(); next < end; ) {
            List<RecordBatch> read = log.readBatches(next, MAX_BATCH_BYTES, end);
            read.forEach(batch -> batches.accept(batch.bytes()));
            next = read.getLast().nextOffset();
        }
        return end;
    }

    private CompletableFuture<Produced> append(Supplier<AppendResult> append) {
        try {
            AppendResult result = append.get();
            CompletableFuture<ErrorCode> durable = acksWithoutWaiting
                    ? CompletableFuture.completedFuture(ErrorCode.NONE)
                    : whenDurable(result.lastOffset() + 1);
            return durable.thenApply(error -> new Produced(error, result.baseOffset()));
        } catch (LogException e) {
            return CompletableFuture.completedFuture(Produced.refused(e.errorCode()));
        }
    }

    private static CompletableFuture<Long> asCoordinator(CompletableFuture<Produced> produced) {
        return produced.thenApply(result -> {
            return switch (result.error()) {
                case NONE -> result.baseOffset();
                case INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED ->
                    throw new CoordinatorException(result.error(), "the log refuses a marker");
                default -> throw new CoordinatorException(ErrorCode.COORDINATOR_NOT_AVAILABLE, "the log fails");
            };
        });
    }

    private CompletableFuture<ErrorCode> whenDurable(long endOffset) {
        if (log.durableOffset() >= endOffset) {
            return CompletableFuture.completedFuture(ErrorCode.NONE);
        }
        CompletableFuture<ErrorCode> outcome = new CompletableFuture<>();
        waiting.add(new Waiting(endOffset, outcome));
        return outcome;
    }

    private void answer(long upToOffset, ErrorCode error) {
        List<Waiting> reached =
                waiting.stream().filter(one -> one.endOffset() <= upToOffset).toList();
        waiting.removeAll(reached);
        reached.forEach(one -> one.outcome().complete(error));
    }
}
