package io.weir.log.disk;

/**
 * What reading bytes that are not in memory may take of the device.
 *
 * @param threads how many such reads there are at a time ({@code weir.cold.read.threads}); each asks for at most
 *     {@value ColdReads#STRETCH_BYTES} bytes, and with none whoever needs the
 *     bytes reads them
 * @param maxBytesPerSecond of all of them together, on average ({@code weir.cold.read.max.bytes.per.second});
 *     {@link Long#MAX_VALUE} for as fast as the device can
 */
public record ColdReadBudget(int threads, long maxBytesPerSecond) {}
