package io.weir.log.compaction;

/**
 * What compaction may use of a broker.
 *
 * @param threads log.cleaner.threads: how many logs are compacted at a time; 0 compacts none
 * @param dedupeBufferBytes log.cleaner.dedupe.buffer.size: memory outside of the heap for the keys of all threads
 *     together; it is taken while a log is compacted, and no more of it than the log's new records need
 * @param loadFactor log.cleaner.io.buffer.load.factor: how full that memory may get, above 0 and at most 1
 * @param ioBufferBytes log.cleaner.io.buffer.size: bytes read or written at a time, of all threads together
 * @param maxIoBytesPerSecond log.cleaner.io.max.bytes.per.second: of reads and writes of all threads together
 * @param backoffMs log.cleaner.backoff.ms: how long a thread that found nothing to do waits before it looks again
 */
public record CleanerConfig(
        int threads,
        long dedupeBufferBytes,
        double loadFactor,
        int ioBufferBytes,
        double maxIoBytesPerSecond,
        long backoffMs) {

    /** Kafka's defaults. */
    public static final CleanerConfig DEFAULTS =
            new CleanerConfig(1, 128L << 20, 0.9, 512 << 10, Double.MAX_VALUE, 15_000);

    private static final int SMALLEST_STRIDE_BYTES = 4096;

    /** @throws IllegalArgumentException when nothing could ever be compacted with these */
    public CleanerConfig {
        if (!(loadFactor > 0 && loadFactor <= 1)) {
            throw new IllegalArgumentException(
                    "log.cleaner.io.buffer.load.factor is " + loadFactor + "; it must be above 0 and at most 1");
        }
        if (!(maxIoBytesPerSecond > 0)) {
            throw new IllegalArgumentException("log.cleaner.io.max.bytes.per.second is " + maxIoBytesPerSecond
                    + "; it must be above 0, and log.cleaner.enable=false switches compaction off");
        }
    }

    public CleanerConfig withThreads(int value) {
        return new CleanerConfig(value, dedupeBufferBytes, loadFactor, ioBufferBytes, maxIoBytesPerSecond, backoffMs);
    }

    public CleanerConfig withDedupeBufferBytes(long value) {
        return new CleanerConfig(threads, value, loadFactor, ioBufferBytes, maxIoBytesPerSecond, backoffMs);
    }

    /** How many different keys one thread can hold at a time. */
    long keysPerThread() {
        long slots = dedupeBufferBytes / Math.max(1, threads) / OffsetMap.SLOT_BYTES;
        return Math.max(1, (long) (slots * loadFactor));
    }

    /** Bytes one thread reads at a time, and writes at a time: half of its share for each. */
    int strideBytes() {
        return Math.max(SMALLEST_STRIDE_BYTES, ioBufferBytes / Math.max(1, threads) / 2);
    }
}
