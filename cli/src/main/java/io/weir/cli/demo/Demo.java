package io.weir.cli.demo;

import io.weir.cli.terminal.CliException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Runs the demo on a cluster from the first topic to the last check, and leaves nothing behind there. */
final class Demo {

    private static final int LIVE_PER_SECOND = 4_000;
    private static final int WARM_UP_EVENTS = 2 * LIVE_PER_SECOND;
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(30);
    /** Longer than it takes to notice a lost member and to share out its partitions. */
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration TICK = Duration.ofMillis(100);

    private final Clients clients;
    private final List<Flight> flights;
    private final Screen screen;
    private final ClientErrors errors = new ClientErrors();
    private final Pace pace;

    Demo(Clients clients, List<Flight> flights, Screen screen) {
        this.clients = clients;
        this.flights = flights;
        this.screen = screen;
        this.pace = new Pace(flights.size() / 2, LIVE_PER_SECOND, WARM_UP_EVENTS);
    }

    /**
     * Runs it.
     *
     * @throws CliException when it cannot go on to the end; a check that does not hold is no reason for that
     */
    DemoResult run() throws InterruptedException {
        long startNanos = System.nanoTime();
        Expected expected = Expected.of(flights);
        String run = UUID.randomUUID().toString().substring(0, 8);
        try (Admin admin = clients.admin();
                DemoTopics topics = DemoTopics.create(admin, run);
                Producer<byte[], byte[]> events = clients.producer("replay");
                Producer<byte[], byte[]> alerts = clients.producer("alerts");
                Consumer<byte[], byte[]> alertReader = clients.reader("alert-check")) {
            AlertPublisher publisher = new AlertPublisher(alerts, topics.alerts(), errors);
            DemoGroups groups = DemoGroups.over(topics, clients, publisher, errors);
            Replayer replayer =
                    new Replayer(events, topics.flights(), flights, pace, errors, groups::loseAndReplaceMember);
            try {
                groups.start();
                awaitSettled(groups, topics);
                replay(replayer, groups, new ProgressBars(flights.size(), pace, replayer, groups, publisher));
                groups.stop();
                throwIfBroken();
            } catch (RuntimeException e) {
                groups.stop();
                // What they still hold cannot be sent, and their own patience is two minutes.
                events.close(Duration.ZERO);
                alerts.close(Duration.ZERO);
                throw e;
            }
            List<Alert> received = topics.readAlerts(alertReader);
            Outcome outcome = new Outcome(expected, pace, replayer, groups, topics);
            return outcome.result(received, Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    private void awaitSettled(DemoGroups groups, DemoTopics topics) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        while (!groups.settled()) {
            throwIfBroken();
            if (System.nanoTime() > deadlineNanos) {
                throw new CliException("the consumer groups of " + topics.flights() + " did not settle within "
                        + SETTLE_TIMEOUT.toSeconds() + " s; see their state with: weir group describe");
            }
            Thread.sleep(TICK);
        }
        screen.line("3 groups of 2 members share " + DemoTopics.PARTITIONS + " partitions of " + topics.flights());
        screen.line("");
    }

    /** Replays the flights and waits until every group has them all, or nothing moves any more. */
    private void replay(Replayer replayer, DemoGroups groups, ProgressBars bars) throws InterruptedException {
        Thread replaying = Thread.ofPlatform().daemon().name("replay").start(replayer);
        long movedAtNanos = System.nanoTime();
        List<Integer> before = List.of();
        boolean lossTold = false;
        while (!done(replayer, groups) && errors.none()) {
            Thread.sleep(TICK);
            if (!lossTold && replayer.fullSpeedAtNanos() != 0) {
                lossTold = true;
                screen.line("Half-way: a member of totals vanishes in the middle of its work, and another joins.");
            }
            screen.progress(bars.now());
            List<Integer> now = groups.applied();
            if (!now.equals(before)) {
                before = now;
                movedAtNanos = System.nanoTime();
            } else if (System.nanoTime() - movedAtNanos > STALL_TIMEOUT.toNanos()) {
                break;
            }
        }
        screen.progress(bars.now());
        screen.progressDone();
        replaying.join(TimeUnit.SECONDS.toMillis(1));
    }

    private boolean done(Replayer replayer, DemoGroups groups) {
        return replayer.doneAtNanos() != 0 && groups.applied().stream().allMatch(applied -> applied >= flights.size());
    }

    private void throwIfBroken() {
        if (!errors.none()) {
            throw new CliException("the demo broke off: " + errors.all().getFirst());
        }
    }
}
