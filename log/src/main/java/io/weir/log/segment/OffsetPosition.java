package io.weir.log.segment;

/** An offset, and a byte position in the segment's file. */
public record OffsetPosition(long offset, int position) {}
