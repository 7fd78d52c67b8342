package io.weir.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Puts the state of a running demo into bars. */
final class ProgressBars {

    private final int total;
    private final Pace pace;
    private final Replayer replayer;
    private final DemoGroups groups;
    private final AlertPublisher alerts;

    ProgressBars(int total, Pace pace, Replayer replayer, DemoGroups groups, AlertPublisher alerts) {
        this.total = total;
        this.pace = pace;
        this.replayer = replayer;
        this.groups = groups;
        this.alerts = alerts;
    }

    List<Bar> now() {
        Bar published = new Bar("published", replayer.acked(), total, publishedNote());
        return Stream.concat(Stream.of(published), groups.all().map(this::bar)).toList();
    }

    private String publishedNote() {
        if (replayer.doneAtNanos() != 0) {
            return "done";
        }
        return replayer.fullSpeedAtNanos() != 0
                ? "at full speed"
                : String.format(Locale.ROOT, "at %,d a second", pace.perSecond());
    }

    private Bar bar(ConsumerGroup<?> group) {
        String members = group.workingMembers() + (group.workingMembers() == 1 ? " member" : " members");
        int waiting = group.takeover().waiting();
        String note = waiting == 0 ? members : members + ", " + waiting + " partitions wait for an owner";
        boolean tellAlerts = group == groups.alerts() && !alerts.latestAirport().isEmpty();
        return new Bar(
                group.job().name(),
                group.job().store().appliedCount(),
                total,
                tellAlerts ? note + ", " + alerts.published() + " raised or cleared, " + alerts.latestAirport() : note);
    }
}
