package io.weir.log.checkpoint;

/** A leader epoch and the offset of its first record. */
public record EpochEntry(int epoch, long startOffset) {}
