package io.weir.log.config;

/**
 * Which timestamps records get and which are refused.
 *
 * @param logAppendTime message.timestamp.type is LogAppendTime: the broker's time replaces the producer's
 * @param beforeMaxMs message.timestamp.before.max.ms: how far in the past a producer's timestamp may lie
 * @param afterMaxMs message.timestamp.after.max.ms: how far in the future
 */
public record TimestampConfig(boolean logAppendTime, long beforeMaxMs, long afterMaxMs) {

    public static final TimestampConfig DEFAULTS = new TimestampConfig(false, Long.MAX_VALUE, 3_600_000L);

    public TimestampConfig withLogAppendTime(boolean value) {
        return new TimestampConfig(value, beforeMaxMs, afterMaxMs);
    }

    public TimestampConfig withBeforeMaxMs(long ms) {
        return new TimestampConfig(logAppendTime, ms, afterMaxMs);
    }

    public TimestampConfig withAfterMaxMs(long ms) {
        return new TimestampConfig(logAppendTime, beforeMaxMs, ms);
    }
}
