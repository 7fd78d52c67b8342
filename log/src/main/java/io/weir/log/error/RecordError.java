package io.weir.log.error;

/**
 * Why one record of a refused batch was refused (KIP-467).
 *
 * @param batchIndex index of the record within its batch, from 0
 */
public record RecordError(int batchIndex, String message) {}
