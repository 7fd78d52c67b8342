package io.weir.broker.delivery;

/**
 * One batch of the log.
 *
 * @param last inclusive
 * @param isForConsumers false for control batches, and for those of aborted transactions where the group does not want
 *     them
 */
public record Span(long first, long last, boolean isForConsumers) {}
