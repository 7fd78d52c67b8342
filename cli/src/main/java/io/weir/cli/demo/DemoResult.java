package io.weir.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What came out.
 *
 * @param published how it went on the way in
 * @param groups how it went on the way out, group by group
 * @param highlights what the groups found out, in words
 * @param takeoverNanos how long the lost member's partitions waited for a new owner; empty when they never got one
 * @param otherChecks the checks that are of no one group
 * @param elapsed how long all of it took
 */
record DemoResult(
        Published published,
        List<GroupResult> groups,
        List<String> highlights,
        OptionalLong takeoverNanos,
        List<Check> otherChecks,
        Duration elapsed) {

    /**
     * The way in.
     *
     * @param events how many were acknowledged
     * @param pace of the first part
     * @param fullSpeedPerSecond the rate of the second
     */
    record Published(int events, Pace pace, long fullSpeedPerSecond) {}

    /** All checks, in the order in which to tell them. */
    List<Check> checks() {
        return Stream.concat(otherChecks.stream(), groups.stream().flatMap(group -> group.verdict().checks().stream()))
                .toList();
    }

    boolean held() {
        return checks().stream().allMatch(Check::held);
    }
}
