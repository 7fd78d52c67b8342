package io.weir.log.compaction;

import java.io.IOException;
import java.security.SecureRandom;

/**
 * Compacts a log as Kafka does: one pass over the records that are new since the last time, to learn the last offset of
 * every key; and one over all that is closed, which copies what is still the last. Memory is bounded; where the new
 * records have more keys than fit, the rest is left to the next round.
 *
 * <p>For one thread at a time.
 */
public final class Cleaner {

    private static final int SALT_BYTES = 16;

    private final CleanerConfig config;
    private final IoThrottle throttle;
    private final byte[] salt = new byte[SALT_BYTES];

    public Cleaner(CleanerConfig config, IoThrottle throttle) {
        this.config = config;
        this.throttle = throttle;
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Runs one round.
     *
     * @return the offset before which the log is compacted now
     * @throws CleaningAbortedException when the log changed meanwhile or the broker stops
     * @throws io.weir.log.error.CorruptLogException when a segment is damaged
     */
    public long clean(CleaningJob job, CleaningTarget target) throws IOException {
        CleaningRange range = job.range();
        long keys = Math.min(config.keysPerThread(), range.endOffset() - range.firstDirtyOffset());
        CleanerIo io = new CleanerIo(config.strideBytes(), throttle, target::checkWanted);
        try (OffsetMap map = new OffsetMap(keys, config.loadFactor(), new KeyHash(salt))) {
            TransactionTracker transactions = new TransactionTracker();
            transactions.expect(target.abortedTransactions(range.firstDirtyOffset(), range.endOffset()));
            long mappedTo = new DirtyKeys(map, transactions, range.firstDirtyOffset()).collect(job, io);
            Survivors survivors = new Survivors(
                    map, mappedTo, job.nowMs(), job.config().compaction().deleteRetentionMs());
            new CleaningRound(job, survivors, target, io).run();
            return mappedTo;
        }
    }
}
