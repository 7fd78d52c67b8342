package io.weir.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Draws up the result of a demo that has come to its end. */
final class Outcome {

    private final Expected expected;
    private final Pace pace;
    private final Replayer replayer;
    private final DemoGroups groups;
    private final DemoTopics topics;

    Outcome(Expected expected, Pace pace, Replayer replayer, DemoGroups groups, DemoTopics topics) {
        this.expected = expected;
        this.pace = pace;
        this.replayer = replayer;
        this.groups = groups;
        this.topics = topics;
    }

    DemoResult result(List<Alert> receivedAlerts, Duration elapsed) {
        int events = expected.flights().size();
        Takeover takeover = groups.totals().takeover();
        return new DemoResult(
                new DemoResult.Published(replayer.acked(), pace, perSecond(replayer.doneAtNanos())),
                List.of(
                        judged(groups.board(), expected.board()),
                        judged(groups.totals(), expected.totals()),
                        judged(groups.alerts(), expected.watches())),
                Highlights.lines(
                        groups.board().job().store().state(),
                        groups.totals().job().store().state(),
                        receivedAlerts),
                takeover.tookNanos(),
                List.of(
                        Checker.count("every event acknowledged", events, replayer.acked()),
                        new Check(
                                "the lost member's partitions taken over",
                                takeover.tookNanos().isPresent(),
                                takeover.waiting() + " partitions without an owner"),
                        Checker.sameAlerts("alerts as computed from the file", expected.alerts(), receivedAlerts)),
                elapsed);
    }

    private <S> GroupResult judged(ConsumerGroup<S> group, Map<String, S> expectedState) {
        return new Judge(expected.flights())
                .judge(group, expectedState, topics.lag(group.id()), perSecond(group.lastAppliedAtNanos()));
    }

    /** The rate of the part at full speed when it ended at this moment; 0 when it did not end. */
    private long perSecond(long endNanos) {
        long tookNanos = endNanos - replayer.fullSpeedAtNanos();
        int events = expected.flights().size() - pace.liveEvents();
        return endNanos == 0 || tookNanos <= 0 ? 0 : events * TimeUnit.SECONDS.toNanos(1) / tookNanos;
    }
}
