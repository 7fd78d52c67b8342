package io.weir.broker.coordinator;

import io.weir.broker.partition.Partition;
import io.weir.coordination.runtime.CoordinatorException;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.log.AppendResult;
import io.weir.log.error.LogException;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A coordinator's log over one partition of its internal topic. Committed means: below the high watermark. */
final class PartitionCoordinatorLog implements CoordinatorLog {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionCoordinatorLog.class);
    private static final int REPLAY_BYTES = 1 << 20;

    private final Partition partition;
    private final Executor replayers;

    /** Replays on these threads; they may wait for disk reads. */
    PartitionCoordinatorLog(Partition partition, Executor replayers) {
        this.partition = partition;
        this.replayers = replayers;
    }

    @Override
    public CompletableFuture<Long> append(ByteBuffer batch) {
        return append(() -> partition.appendAsCoordinator(batch));
    }

    @Override
    public CompletableFuture<Long> appendMarker(ByteBuffer batch, int transactionVersion) {
        return append(() -> partition.appendMarker(batch, transactionVersion));
    }

    private CompletableFuture<Long> append(Supplier<AppendResult> append) {
        try {
            int era = partition.era();
            AppendResult appended = append.get();
            return whenCommitted(era, appended.lastOffset() + 1).thenApply(_ -> appended.baseOffset());
        } catch (LogException e) {
            return CompletableFuture.failedFuture(failure(e.errorCode()));
        }
    }

    @Override
    public CompletableFuture<Void> replay(Consumer<ByteBuffer> batches) {
        int era = partition.era();
        return CompletableFuture.supplyAsync(() -> readAll(batches), replayers).thenCompose(end -> {
            CompletableFuture<Void> safe = new CompletableFuture<>();
            partition.whenSafe(era, end, Long.MAX_VALUE, error -> complete(safe, error));
            return safe;
        });
    }

    @Override
    public void prune(long beforeOffset) {
        replayers.execute(() -> {
            try {
                partition.deleteRecordsBefore(beforeOffset);
            } catch (LogException e) {
                LOG.warn(
                        "{} keeps what nobody needs before offset {}: {}",
                        partition.id(),
                        beforeOffset,
                        e.getMessage());
            }
        });
    }

    @Override
    public int maxBatchBytes() {
        return partition.log().config().message().maxBytes();
    }

    private long readAll(Consumer<ByteBuffer> consumer) {
        long end = partition.logEndOffset();
        long next = partition.logStartOffset();
        while (next < end) {
            List<RecordBatch> batches = partition.log().readBatches(next, REPLAY_BYTES, partition.logEndOffset());
            if (batches.isEmpty()) {
                break;
            }
            for (RecordBatch batch : batches) {
                consumer.accept(batch.bytes());
            }
            next = batches.getLast().nextOffset();
        }
        return end;
    }

    private CompletableFuture<Void> whenCommitted(int era, long endOffset) {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        partition.whenKept(era, endOffset, Long.MAX_VALUE, error -> complete(committed, error));
        return committed;
    }

    private void complete(CompletableFuture<Void> future, ErrorCode error) {
        if (error.isError()) {
            future.completeExceptionally(failure(error));
        } else {
            future.complete(null);
        }
    }

    private CoordinatorException failure(ErrorCode error) {
        ErrorCode told = switch (error) {
            case NOT_LEADER_OR_FOLLOWER -> ErrorCode.NOT_COORDINATOR;
            case INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED -> error;
            default -> ErrorCode.COORDINATOR_NOT_AVAILABLE;
        };
        return new CoordinatorException(
                told, "partition " + partition + " does not take the coordinator's records: " + error);
    }
}
