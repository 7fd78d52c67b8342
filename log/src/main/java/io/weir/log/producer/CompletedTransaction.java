package io.weir.log.producer;

/**
 * A transaction whose end was just seen.
 *
 * @param lastOffset offset of its marker
 */
public record CompletedTransaction(long producerId, long firstOffset, long lastOffset, boolean isAborted) {}
