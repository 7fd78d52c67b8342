package io.weir.log.config;

/**
 * How long records are kept.
 *
 * @param delete whether cleanup.policy names "delete"; without it only what lies before the log start offset goes
 * @param maxMs retention.ms; -1 keeps for ever
 * @param maxBytes retention.bytes; -1 sets no bound
 * @param fileDeleteDelayMs file.delete.delay.ms: deleted files stay readable for so long to whoever has them open
 */
public record RetentionConfig(boolean delete, long maxMs, long maxBytes, long fileDeleteDelayMs) {

    public static final RetentionConfig DEFAULTS = new RetentionConfig(true, 7 * 24 * 3_600_000L, -1, 60_000);

    public RetentionConfig withDelete(boolean value) {
        return new RetentionConfig(value, maxMs, maxBytes, fileDeleteDelayMs);
    }

    public RetentionConfig withMaxMs(long ms) {
        return new RetentionConfig(delete, ms, maxBytes, fileDeleteDelayMs);
    }

    public RetentionConfig withMaxBytes(long bytes) {
        return new RetentionConfig(delete, maxMs, bytes, fileDeleteDelayMs);
    }

    public RetentionConfig withFileDeleteDelayMs(long ms) {
        return new RetentionConfig(delete, maxMs, maxBytes, ms);
    }
}
