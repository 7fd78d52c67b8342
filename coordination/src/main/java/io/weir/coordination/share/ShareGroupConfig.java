package io.weir.coordination.share;

import java.util.function.Function;

/**
 * What an operator can set about share groups. The defaults are Kafka's.
 *
 * @param maxSize the most members a group may have (group.share.max.size)
 * @param timing the times of a group by its id, asked anew each time since they may be set at any time
 */
public record ShareGroupConfig(int maxSize, Function<String, Timing> timing) {

    /**
     * The times of one group.
     *
     * @param sessionTimeoutMs after how much silence a member is removed (share.session.timeout.ms)
     * @param heartbeatIntervalMs how often a member is to send a heartbeat (share.heartbeat.interval.ms)
     * @param assignmentIntervalMs the shortest time between two assignments (share.assignment.interval.ms)
     */
    public record Timing(int sessionTimeoutMs, int heartbeatIntervalMs, int assignmentIntervalMs) {

        /** What Kafka 4.3 does when nothing is set. */
        public static final Timing DEFAULTS = new Timing(45_000, 5_000, 1_000);
    }

    /** What Kafka 4.3 does when nothing is set. */
    public static ShareGroupConfig defaults() {
        return new ShareGroupConfig(200, _ -> Timing.DEFAULTS);
    }
}
