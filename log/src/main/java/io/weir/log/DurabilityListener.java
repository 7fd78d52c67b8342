package io.weir.log;

/**
 * Is told by a log how far it is durable. Called without any lock of the log held, one call at a time for each log, on a
 * flush thread or on the thread that appends; it must not block.
 */
public interface DurabilityListener {

    /** Everything below {@code durableOffset} survives a power cut. */
    void onDurable(long durableOffset);

    /** Whether anybody waits for what is appended to be durable: else it becomes so a little later, together with more. */
    default boolean isAwaited() {
        return true;
    }

    /** The disk failed: the log is offline, and what was appended and not yet durable may be lost. */
    void onOffline(String reason);

    /** The log's disk is what failed, not this log alone; told after {@link #onOffline}. */
    default void onDiskFailure(String reason) {
        // Whoever owns one log alone has heard what there is to hear.
    }

    /** Retention keeps every segment that reaches this offset or goes beyond it: the high watermark, where there is one. */
    default long retainFrom(long durableOffset) {
        return durableOffset;
    }

    /** Hears nothing. */
    static DurabilityListener none() {
        return new DurabilityListener() {
            @Override
            public void onDurable(long durableOffset) {}

            @Override
            public void onOffline(String reason) {}
        };
    }
}
