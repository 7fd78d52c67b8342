package io.weir.log.segment;

/** A timestamp in milliseconds, and an offset that goes with it. */
public record TimestampOffset(long timestampMs, long offset) {}
