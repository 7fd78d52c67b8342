package io.weir.protocol.records;

import io.weir.protocol.compress.Decompression;

/**
 * What a topic asks of each record that is produced to it.
 *
 * @param keyRequired whether the topic is compacted
 * @param earliestMs records with an older timestamp are refused; a record without a timestamp never is
 * @param latestMs records with a later timestamp are refused
 * @param maxPlainBytes the most that the records of a batch may expand to
 */
public record RecordRules(boolean keyRequired, long earliestMs, long latestMs, long maxPlainBytes) {

    /** Takes every well-formed record. */
    public static final RecordRules NONE =
            new RecordRules(false, Long.MIN_VALUE, Long.MAX_VALUE, Decompression.MAX_PLAIN_BYTES);

    public RecordRules withKeyRequired(boolean required) {
        return new RecordRules(required, earliestMs, latestMs, maxPlainBytes);
    }

    /**
     * Accepts timestamps from {@code beforeMaxMs} before now to {@code afterMaxMs} after it, both inclusive:
     * {@code message.timestamp.before.max.ms} and {@code message.timestamp.after.max.ms}.
     */
    public RecordRules withTimestampsAround(long nowMs, long beforeMaxMs, long afterMaxMs) {
        long earliest = nowMs < Long.MIN_VALUE + beforeMaxMs ? Long.MIN_VALUE : nowMs - beforeMaxMs;
        long latest = nowMs > Long.MAX_VALUE - afterMaxMs ? Long.MAX_VALUE : nowMs + afterMaxMs;
        return new RecordRules(keyRequired, earliest, latest, maxPlainBytes);
    }

    public RecordRules withMaxPlainBytes(long limit) {
        return new RecordRules(keyRequired, earliestMs, latestMs, limit);
    }
}
