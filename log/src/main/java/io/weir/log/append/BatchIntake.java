package io.weir.log.append;

import io.weir.log.config.LogConfig;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.error.RecordError;
import io.weir.log.producer.AppendOrigin;
import io.weir.protocol.compress.Compression;
import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.ProducedBatch;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.records.RecordRules;
import io.weir.protocol.records.RecordWalker;
import io.weir.protocol.records.WalkedRecords;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Checks batches at the door, after the rules of Kafka's UnifiedLog and LogValidator. Runs before the log is locked:
 * decompressing a large batch holds up nobody else.
 */
public final class BatchIntake {

    private BatchIntake() {}

    /**
     * @param bytes whole batches between position and limit; patched in place
     * @throws AppendRejectedException when they must not enter the log
     */
    public static PreparedBatches prepare(
            ByteBuffer bytes, AppendOrigin origin, Scrutiny scrutiny, LogConfig config, long nowMs) {
        try {
            return switch (origin) {
                case CLIENT -> fromClient(bytes, scrutiny, config, nowMs);
                case COORDINATOR -> trusted(bytes, config, false);
                case REPLICATION -> trusted(bytes, config, true);
            };
        } catch (InvalidBatchException e) {
            throw new AppendRejectedException(e.errorCode(), String.valueOf(e.getMessage()));
        }
    }

    private static PreparedBatches fromClient(ByteBuffer bytes, Scrutiny scrutiny, LogConfig config, long nowMs) {
        checkSize(bytes.remaining(), config);
        RecordBatch batch = ProducedBatch.check(bytes);
        if (scrutiny == Scrutiny.HEADER && HeaderCheck.suffices(batch, config, nowMs)) {
            return stamped(bytes, batch.maxTimestamp(), config, nowMs);
        }
        WalkedRecords walked = RecordWalker.walk(batch, rules(config, nowMs));
        if (!walked.defects().isEmpty()) {
            throw rejected(walked);
        }
        ByteBuffer stored = bytes;
        if (config.message()
                .compression()
                .filter(c -> c.type() != batch.compression())
                .isPresent()) {
            stored = Recompression.recompress(
                    batch, config.message().compression().orElse(Compression.NONE));
            checkSize(stored.remaining(), config);
        }
        return stamped(stored, walked.maxTimestampMs(), config, nowMs);
    }

    private static PreparedBatches stamped(ByteBuffer stored, long maxTimestampMs, LogConfig config, long nowMs) {
        RecordBatch toStore = RecordBatch.at(stored, stored.position());
        if (config.message().timestamps().logAppendTime()) {
            toStore.stampLogAppendTime(nowMs);
            return new PreparedBatches(stored, nowMs, nowMs);
        }
        toStore.stampCreateTime(maxTimestampMs);
        return new PreparedBatches(stored, maxTimestampMs, RecordBatch.NO_TIMESTAMP);
    }

    /** Batches of our own making, or accepted by a leader: only their form is looked at, and their way to us. */
    private static PreparedBatches trusted(ByteBuffer bytes, LogConfig config, boolean checkCrc) {
        long maxTimestamp = RecordBatch.NO_TIMESTAMP;
        for (RecordBatch batch : RecordBatches.of(bytes)) {
            if (checkCrc && !batch.isCrcValid()) {
                throw new AppendRejectedException(
                        ErrorCode.CORRUPT_MESSAGE,
                        "The replicated batch at offset " + batch.baseOffset() + " does not match its checksum");
            }
            if (!checkCrc) {
                checkSize(batch.sizeBytes(), config);
            }
            maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
        }
        return new PreparedBatches(bytes, maxTimestamp, RecordBatch.NO_TIMESTAMP);
    }

    private static RecordRules rules(LogConfig config, long nowMs) {
        RecordRules rules = RecordRules.NONE.withKeyRequired(config.compaction().compact());
        return config.message().timestamps().logAppendTime()
                ? rules
                : rules.withTimestampsAround(
                        nowMs,
                        config.message().timestamps().beforeMaxMs(),
                        config.message().timestamps().afterMaxMs());
    }

    private static void checkSize(int sizeBytes, LogConfig config) {
        if (sizeBytes > config.message().maxBytes()) {
            throw new AppendRejectedException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "The batch has " + sizeBytes + " bytes, more than max.message.bytes ("
                            + config.message().maxBytes() + ")");
        }
    }

    private static AppendRejectedException rejected(WalkedRecords walked) {
        List<RecordError> errors = walked.defects().stream()
                .map(defect -> new RecordError(defect.index(), defect.message()))
                .toList();
        String message = walked.errorCode() == ErrorCode.INVALID_TIMESTAMP
                ? "One or more records have been rejected due to invalid timestamp"
                : "One or more records have been rejected due to " + errors.size()
                        + " record errors in total, such as: "
                        + errors.getFirst().message();
        return new AppendRejectedException(walked.errorCode(), message, errors);
    }
}
