package io.weir.log;

import io.weir.log.append.PreparedBatches;
import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.producer.AppendOrigin;
import io.weir.log.producer.BatchSequence;
import io.weir.log.producer.CompletedTransaction;
import io.weir.log.producer.ProducerUpdate;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.Segment;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.util.Optional;

/** Gives prepared batches their place in the log and writes them. All of it under the log's lock. */
final class LogAppender {

    private final LogState state;

    LogAppender(LogState state) {
        this.state = state;
    }

    AppendResult append(PreparedBatches batches, AppendRequest request) throws IOException {
        Optional<BatchSequence> duplicate = request.origin() == AppendOrigin.CLIENT
                ? state.producers().duplicateOf(batches.first())
                : Optional.empty();
        if (duplicate.isPresent()) {
            BatchSequence known = duplicate.get();
            return new AppendResult(
                    known.firstOffset(), known.lastOffset(), known.timestampMs(), state.startOffset(), true);
        }
        checkFitsSegment(batches);
        long nextOffset =
                request.origin() == AppendOrigin.REPLICATION ? checkOffsets(batches) : assignOffsets(batches, request);
        // Checked before anything is written: a refused append leaves no trace, not even a new segment.
        ProducerUpdate update = state.producers().prepare(request.origin(), request.transactionVersion());
        LeaderEpochs epochs = state.epochs();
        for (RecordBatch batch : batches.batches()) {
            state.producers().checkProof(batch, request.proof());
            update.add(batch);
            epochs = epochs.assign(batch.partitionLeaderEpoch(), batch.baseOffset());
        }
        write(batches, epochs, nextOffset);
        long baseOffset = batches.first().baseOffset();
        for (CompletedTransaction ended : state.producers().apply(update, nextOffset)) {
            finish(ended);
        }
        return new AppendResult(baseOffset, nextOffset - 1, batches.logAppendTimeMs(), state.startOffset(), false);
    }

    private void checkFitsSegment(PreparedBatches batches) {
        int maxBytes = state.config().segment().maxBytes();
        if (batches.sizeBytes() > maxBytes) {
            throw new AppendRejectedException(
                    ErrorCode.RECORD_LIST_TOO_LARGE,
                    "The append has " + batches.sizeBytes() + " bytes, more than segment.bytes (" + maxBytes + ")");
        }
    }

    private long assignOffsets(PreparedBatches batches, AppendRequest request) {
        long offset = state.end().offset();
        for (RecordBatch batch : batches.batches()) {
            batch.assign(offset, request.leaderEpoch());
            offset = batch.nextOffset();
        }
        return offset;
    }

    private long checkOffsets(PreparedBatches batches) {
        long offset = state.end().offset();
        for (RecordBatch batch : batches.batches()) {
            if (batch.baseOffset() < offset) {
                throw new AppendRejectedException(
                        ErrorCode.UNKNOWN_SERVER_ERROR,
                        "The replicated batch at offset " + batch.baseOffset() + " does not follow the log's end "
                                + offset);
            }
            offset = batch.nextOffset();
        }
        return offset;
    }

    private void write(PreparedBatches batches, LeaderEpochs epochs, long nextOffset) throws IOException {
        Segment active = state.segments().active();
        if (active.mustRollFor(
                batches.sizeBytes(),
                nextOffset - 1,
                batches.maxTimestampMs(),
                state.config().rolling(),
                state.environment().nowMs())) {
            if (active.sizeBytes() > 0) {
                state.roll();
                active = state.segments().active();
            }
        }
        if (active.sizeBytes() == 0) {
            state.environment().disk().createDirectories(state.folder());
            state.namesChanged();
        }
        active.append(batches.bytes(), state.config().segment().indexIntervalBytes());
        // Before the end: whoever reads the end first never takes these records for those of an older epoch.
        state.epochs(epochs);
        state.end(LogEnd.of(nextOffset, active));
    }

    private void finish(CompletedTransaction ended) throws IOException {
        if (ended.isAborted()) {
            state.segments()
                    .active()
                    .appendAborted(new AbortedTransaction(
                            ended.producerId(),
                            ended.firstOffset(),
                            ended.lastOffset(),
                            state.producers().stableAfter(ended)));
            state.namesChanged();
        }
        state.producers().end(ended);
    }
}
