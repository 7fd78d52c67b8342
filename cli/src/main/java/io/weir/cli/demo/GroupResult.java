package io.weir.cli.demo;

import io.weir.cli.stats.Latencies;
import java.util.List;

/**
 * What became of one group.
 *
 * @param name its short name
 * @param applied how many events took effect
 * @param redelivered how many deliveries had no effect because an earlier one had
 * @param lag how many events it has not committed
 * @param timing how fast it was
 * @param verdict whether it was right
 */
record GroupResult(String name, int applied, int redelivered, long lag, Timing timing, Verdict verdict) {

    /**
     * How fast a group was.
     *
     * @param latency from due to applied, of the paced events
     * @param fullSpeedPerSecond events per second of the part at full speed
     */
    record Timing(Latencies.Summary latency, long fullSpeedPerSecond) {}

    /** The checks of one group. */
    record Verdict(Check exactlyOnce, Check inOrder, Check state, Check noLag) {

        List<Check> checks() {
            return List.of(exactlyOnce, inOrder, state, noLag);
        }
    }
}
