package io.weir.log.append;

import io.weir.log.config.LogConfig;
import io.weir.log.config.TimestampConfig;
import io.weir.protocol.compress.CompressedForm;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordLengths;

/**
 * Whether a batch can be stored without a look at its records: the header answers all the topic asks, and nothing
 * contradicts it. The rules are in ADR 16.
 */
final class HeaderCheck {

    private HeaderCheck() {}

    /** @param batch with a valid checksum and a header that does not contradict itself */
    static boolean suffices(RecordBatch batch, LogConfig config, long nowMs) {
        CompressionType codec = batch.compression();
        return !config.message().verifyEveryBatch()
                // Every record needs a key.
                && !config.compaction().compact()
                && config.message()
                        .compression()
                        .filter(wanted -> wanted.type() != codec)
                        .isEmpty()
                && areTimesKnown(batch, config.message().timestamps(), nowMs)
                && isWhole(codec, batch);
    }

    private static boolean isWhole(CompressionType codec, RecordBatch batch) {
        return codec == CompressionType.NONE
                ? RecordLengths.areWhole(batch)
                : CompressedForm.isWhole(codec, batch.recordsBytes());
    }

    /** The header tells the latest timestamp; the earliest is known only to lie anywhere before. */
    private static boolean areTimesKnown(RecordBatch batch, TimestampConfig timestamps, long nowMs) {
        if (timestamps.logAppendTime()) {
            return true;
        }
        return timestamps.beforeMaxMs() == Long.MAX_VALUE
                && batch.baseTimestamp() >= 0
                && batch.maxTimestamp() >= batch.baseTimestamp()
                && batch.maxTimestamp() - nowMs <= timestamps.afterMaxMs();
    }
}
