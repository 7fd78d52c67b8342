package io.weir.broker.delivery;

/**
 * What a member wants.
 *
 * @param maxRecords so many, more where they end within a batch of the log
 * @param batchSize into parts of about so many what it gets is divided
 * @param isExact not more than {@code maxRecords}, even within a batch (KIP-1206)
 * @param nowMs the time
 */
public record Demand(String member, int maxRecords, int batchSize, boolean isExact, long nowMs) {}
