package io.weir.cli.demo;

import io.weir.cli.stats.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The three groups of the demo.
 *
 * @param board keeps the latest state per key
 * @param totals aggregates; it is the one that loses a member
 * @param alerts raises alerts
 */
record DemoGroups(
        ConsumerGroup<AirportBoard.Departures> board,
        ConsumerGroup<HourlyTotals.Totals> totals,
        ConsumerGroup<DelayAlerts.Watch> alerts) {

    private static final int MEMBERS = 2;
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(10);

    static DemoGroups over(DemoTopics topics, Clients clients, AlertPublisher publisher, ClientErrors errors) {
        Factory factory = new Factory(topics, clients, errors);
        return new DemoGroups(
                factory.group("board", AirportBoard::new, () -> {}),
                factory.group("totals", HourlyTotals::new, () -> {}),
                factory.group("alerts", () -> new DelayAlerts(publisher), publisher::flush));
    }

    private record Factory(DemoTopics topics, Clients clients, ClientErrors errors) {

        private <S> ConsumerGroup<S> group(String name, Supplier<View<S>> views, Runnable beforeCommit) {
            GroupStore<S> store = new GroupStore<>(DemoTopics.PARTITIONS, views);
            GroupJob<S> job = new GroupJob<>(name, topics.flights(), store, new Latencies(), beforeCommit, errors);
            return new ConsumerGroup<>(topics.groupId(name), job, clients);
        }
    }

    Stream<ConsumerGroup<?>> all() {
        return Stream.of(board, totals, alerts);
    }

    void start() {
        for (int member = 0; member < MEMBERS; member++) {
            all().forEach(ConsumerGroup::addMember);
        }
    }

    boolean settled() {
        return all().allMatch(group -> group.settled(DemoTopics.PARTITIONS));
    }

    /** One member vanishes and another joins. */
    void loseAndReplaceMember() {
        totals.loseMember();
        totals.addMember();
    }

    /** How many events took effect, group by group. */
    List<Integer> applied() {
        return all().map(group -> group.job().store().appliedCount()).toList();
    }

    /** Lets every member commit and leave, and waits for them. */
    void stop() throws InterruptedException {
        all().forEach(ConsumerGroup::leave);
        long deadlineNanos = System.nanoTime() + LEAVE_TIMEOUT.toNanos();
        for (ConsumerGroup<?> group : all().toList()) {
            group.joinUntil(deadlineNanos);
        }
    }
}
