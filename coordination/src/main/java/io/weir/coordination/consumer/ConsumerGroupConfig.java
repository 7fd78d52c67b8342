package io.weir.coordination.consumer;

import io.weir.coordination.assignor.PartitionAssignor;
import java.util.List;
import java.util.function.Function;

/**
 * What an operator can set about consumer groups. The defaults are Kafka's.
 *
 * @param maxSize the most members a group may have (group.consumer.max.size)
 * @param assignors names of the assignors members may ask for; the first is for those who ask for none
 *     (group.consumer.assignors)
 * @param regexRefreshIntervalMs how often regular expressions are looked up again at the latest; as in Kafka nothing for
 *     operators to set
 * @param migration which groups may change their protocol while they have members
 * @param timing the times of a group by its id, asked anew each time since they may be set at any time
 */
public record ConsumerGroupConfig(
        int maxSize,
        List<String> assignors,
        long regexRefreshIntervalMs,
        Migration migration,
        Function<String, Timing> timing) {

    /**
     * Whether groups of the classic protocol and of this one become each other.
     *
     * @param classicMaxSize the most members a classic group may have (group.max.size)
     */
    public record Migration(MigrationPolicy policy, int classicMaxSize) {

        /** What Kafka 4.3 does when nothing is set. */
        public static final Migration DEFAULTS = new Migration(MigrationPolicy.BIDIRECTIONAL, Integer.MAX_VALUE);
    }

    /**
     * The times of one group.
     *
     * @param sessionTimeoutMs after how much silence a member is removed (consumer.session.timeout.ms)
     * @param heartbeatIntervalMs how often a member is to send a heartbeat (consumer.heartbeat.interval.ms)
     * @param assignmentIntervalMs the shortest time between two assignments (consumer.assignment.interval.ms)
     */
    public record Timing(int sessionTimeoutMs, int heartbeatIntervalMs, int assignmentIntervalMs) {

        /** What Kafka 4.3 does when nothing is set. */
        public static final Timing DEFAULTS = new Timing(45_000, 5_000, 1_000);
    }

    private static final long REGEX_REFRESH_INTERVAL_MS = 600_000;

    public ConsumerGroupConfig {
        assignors = List.copyOf(assignors);
        if (assignors.isEmpty()) {
            throw new IllegalArgumentException("group.consumer.assignors must name at least one assignor");
        }
        for (String name : assignors) {
            if (PartitionAssignor.named(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "group.consumer.assignors names " + name + "; there are only " + String.join(", ", builtIn()));
            }
        }
    }

    /** What Kafka 4.3 does when nothing is set. */
    public static ConsumerGroupConfig defaults() {
        return new ConsumerGroupConfig(
                Integer.MAX_VALUE, builtIn(), REGEX_REFRESH_INTERVAL_MS, Migration.DEFAULTS, _ -> Timing.DEFAULTS);
    }

    public ConsumerGroupConfig withMaxSize(int changed) {
        return new ConsumerGroupConfig(changed, assignors, regexRefreshIntervalMs, migration, timing);
    }

    public ConsumerGroupConfig withTiming(Timing changed) {
        return new ConsumerGroupConfig(maxSize, assignors, regexRefreshIntervalMs, migration, _ -> changed);
    }

    public ConsumerGroupConfig withMigration(Migration changed) {
        return new ConsumerGroupConfig(maxSize, assignors, regexRefreshIntervalMs, changed, timing);
    }

    /** After how much silence in ms this member is removed: one of the classic protocol says so itself. */
    int sessionTimeoutMs(String groupId, Member member) {
        return member.profile()
                .classic()
                .map(ClassicMembership::sessionTimeoutMs)
                .orElseGet(() -> timing.apply(groupId).sessionTimeoutMs());
    }

    private static List<String> builtIn() {
        return PartitionAssignor.ALL.stream().map(PartitionAssignor::name).toList();
    }
}
