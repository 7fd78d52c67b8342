package io.weir.coordination.streams;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What an operator can set about streams groups. The defaults are Kafka's.
 *
 * @param maxSize the most members a group may have (group.streams.max.size)
 * @param settings those of a group by its id, asked anew each time since they may be set at any time
 */
public record StreamsGroupConfig(int maxSize, Function<String, Settings> settings) {

    /**
     * The settings of one group.
     *
     * @param sessionTimeoutMs after how much silence a member is removed (streams.session.timeout.ms)
     * @param heartbeatIntervalMs how often a member is to send a heartbeat (streams.heartbeat.interval.ms)
     * @param assignmentIntervalMs the shortest time between two assignments (streams.assignment.interval.ms)
     * @param initialRebalanceDelayMs how long a new group waits for more members (streams.initial.rebalance.delay.ms)
     * @param standbyReplicas how many copies of a task's state are kept ready (streams.num.standby.replicas)
     */
    public record Settings(
            int sessionTimeoutMs,
            int heartbeatIntervalMs,
            int assignmentIntervalMs,
            int initialRebalanceDelayMs,
            int standbyReplicas) {

        /** What Kafka 4.3 does when nothing is set. */
        public static final Settings DEFAULTS = new Settings(45_000, 5_000, 1_000, 3_000, 0);

        /** What the assignment depends on, as it is written down. */
        SortedMap<String, String> forAssignment() {
            SortedMap<String, String> named = new TreeMap<>();
            named.put("num.standby.replicas", Integer.toString(standbyReplicas));
            return named;
        }
    }

    /** What Kafka 4.3 does when nothing is set. */
    public static StreamsGroupConfig defaults() {
        return new StreamsGroupConfig(Integer.MAX_VALUE, _ -> Settings.DEFAULTS);
    }

    Settings of(String groupId) {
        return settings.apply(groupId);
    }
}
