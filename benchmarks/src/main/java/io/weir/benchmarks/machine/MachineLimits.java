package io.weir.benchmarks.machine;

/**
 * What the machine can do at most, measured in the same run as the brokers.
 *
 * @param writeMbPerSecond sequential writing of one file, flushed at the end, in MB (10^6 bytes) a second
 * @param smallFlush append 4 KiB and fsync
 * @param largeFlush append 64 KiB and fsync
 * @param loopbackMbPerSecond one connection over loopback, one thread at each end
 * @param roundTrip 64 bytes there and back over loopback, blocking threads at both ends
 */
public record MachineLimits(
        double writeMbPerSecond, Tail smallFlush, Tail largeFlush, double loopbackMbPerSecond, Tail roundTrip) {

    /** The usual and the slow, in milliseconds. */
    public record Tail(double p50Ms, double p99Ms) {}
}
