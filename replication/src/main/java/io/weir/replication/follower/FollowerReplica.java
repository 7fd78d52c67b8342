package io.weir.replication.follower;

import io.weir.protocol.messages.FetchResponse.EpochEndOffset;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * A partition's follower in one leader epoch: takes its leader's answers into its own log. Where the logs part, the leader
 * says up to where its own goes in the follower's last epoch, and the follower cuts there (KIP-101, KIP-279, KIP-595): never
 * by the high watermark.
 */
public final class FollowerReplica {

    private final ReplicaLog log;

    /** What an answer did. */
    public enum Outcome {
        /** The log has changed: the leader is to know where it ends now. */
        MOVED,
        /** There was nothing to add. */
        AT_END,
        /** The leader could not answer, or not yet: it is to be asked again later. */
        AGAIN_LATER
    }

    public FollowerReplica(ReplicaLog log) {
        this.log = log;
    }

    public ReplicaLog log() {
        return log;
    }

    /** Takes an answer to a question for records from the log's present end on. */
    public Outcome take(PartitionData answer) {
        ErrorCode error = ErrorCode.forCode(answer.errorCode());
        if (error == ErrorCode.OFFSET_OUT_OF_RANGE && log.endOffset() < answer.logStartOffset()) {
            log.startOverAt(answer.logStartOffset());
            return Outcome.MOVED;
        }
        if (error.isError()) {
            return Outcome.AGAIN_LATER;
        }
        if (answer.divergingEpoch().endOffset() >= 0) {
            return part(answer.divergingEpoch());
        }
        boolean moved = append(answer);
        if (answer.logStartOffset() > log.startOffset() && answer.logStartOffset() <= log.endOffset()) {
            log.deleteBefore(answer.logStartOffset());
        }
        log.highWatermark(Math.min(answer.highWatermark(), log.endOffset()));
        return moved ? Outcome.MOVED : Outcome.AT_END;
    }

    /**
     * A leader whose log starts in the middle of a batch, since records were deleted, sends the whole batch; and logs may have
     * been said to part there. What is here of the batch comes with it.
     */
    private void makeRoomFor(RecordBatch first) {
        if (first.baseOffset() < log.endOffset() && first.nextOffset() > log.endOffset()) {
            if (first.baseOffset() < log.startOffset()) {
                log.startOverAt(first.baseOffset());
            } else {
                log.truncateTo(first.baseOffset());
            }
        }
    }

    private Outcome part(EpochEndOffset leaders) {
        long own = log.endOffsetFor(leaders.epoch());
        long common = own < 0 ? leaders.endOffset() : Math.min(own, leaders.endOffset());
        if (common >= log.endOffset()) {
            return Outcome.AGAIN_LATER;
        }
        if (common < log.startOffset()) {
            log.startOverAt(common);
        } else {
            log.truncateTo(common);
        }
        return Outcome.MOVED;
    }

    private boolean append(PartitionData answer) {
        if (!(answer.records() instanceof BufferPayload(ByteBuffer bytes)) || !bytes.hasRemaining()) {
            return false;
        }
        // An answer is cut off where it was full.
        int wholeBytes = 0;
        Iterator<RecordBatch> batches = RecordBatches.withTornTail(bytes).iterator();
        while (batches.hasNext()) {
            RecordBatch batch = batches.next();
            if (wholeBytes == 0) {
                makeRoomFor(batch);
            }
            wholeBytes += batch.sizeBytes();
        }
        if (wholeBytes == 0) {
            return false;
        }
        log.append(bytes.slice(bytes.position(), wholeBytes));
        return true;
    }
}
