package io.weir.log.config;

/**
 * When appended records are forced to the disk.
 *
 * @param beforeAck the promise behind acks=all: true makes records durable before {@code durableOffset} covers them;
 *     false lets it follow the log end at once, and a power cut may take the last records
 * @param messages flush.messages: forces after so many records, whatever {@code beforeAck} says
 * @param ms flush.ms: forces what has been waiting for longer than this
 */
public record FlushConfig(boolean beforeAck, long messages, long ms) {

    public static final FlushConfig DEFAULTS = new FlushConfig(true, Long.MAX_VALUE, Long.MAX_VALUE);

    public FlushConfig withBeforeAck(boolean value) {
        return new FlushConfig(value, messages, ms);
    }

    public FlushConfig withMessages(long value) {
        return new FlushConfig(beforeAck, value, ms);
    }

    public FlushConfig withMs(long value) {
        return new FlushConfig(beforeAck, messages, value);
    }
}
