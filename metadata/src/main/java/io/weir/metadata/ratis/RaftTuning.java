package io.weir.metadata.ratis;

/**
 * How long nodes wait for each other, in milliseconds, and how much they keep.
 *
 * @param electionMs a follower that has heard nothing from the leader waits so long, to twice as long, before it asks for votes
 * @param firstMs    the same for a process that has just started
 * @param callMs     for the answer to one message
 * @param snapshotAfterEntries after so many a snapshot is written, and the entries before it are forgotten
 */
public record RaftTuning(int electionMs, int firstMs, int callMs, long snapshotAfterEntries) {

    private static final long SNAPSHOT_AFTER_ENTRIES = 4_096;
    private static final int POLLS_A_CALL = 10;

    /** How long a node asks others what they have before it asks for votes early. */
    long pollMs() {
        return callMs / POLLS_A_CALL;
    }

    /**
     * Holds on a machine with two busy cores: Ratis' own defaults of 150 to 300 ms make leaders step down there
     * (RATIS-1418).
     *
     * @param atMostMs Kafka's {@code controller.quorum.fetch.timeout.ms}: the most a follower waits; half of it is the least
     */
    public static RaftTuning of(int atMostMs) {
        return new RaftTuning(
                Math.max(1, atMostMs / 2),
                Math.max(50, atMostMs / 20),
                Math.max(1_000, atMostMs),
                SNAPSHOT_AFTER_ENTRIES);
    }
}
