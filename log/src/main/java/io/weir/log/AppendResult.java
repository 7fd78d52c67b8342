package io.weir.log;

/**
 * Where batches lie in the log. They are durable when {@link PartitionLog#durableOffset()} is above {@code lastOffset}.
 *
 * @param baseOffset offset of the first record
 * @param lastOffset offset of the last record
 * @param logAppendTimeMs the time the broker stamped on them; -1 when their producer's times stand
 * @param logStartOffset of the log when they were appended
 * @param isDuplicate true when an idempotent producer had sent the batch before: nothing was appended, and the offsets
 *     are those of the first time
 */
public record AppendResult(
        long baseOffset, long lastOffset, long logAppendTimeMs, long logStartOffset, boolean isDuplicate) {}
