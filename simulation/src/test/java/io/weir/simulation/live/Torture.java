package io.weir.simulation.live;

import io.weir.broker.client.Await;
import io.weir.broker.client.BrokerProcess;
import io.weir.simulation.check.Anomaly;
import io.weir.simulation.check.Checker;
import io.weir.simulation.history.EntryText;
import io.weir.simulation.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A chain of consume, transform and produce whose broker and clients are killed as by {@code kill -9}, at random times
 * from a seed. What they asked for, were told and saw is a history; each input must be in the output once.
 *
 * <p>A process of its own, too: {@code .ci/torture-transactions} runs it for ten minutes.
 */
final class Torture {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CHAINS = 2;

    /**
     * What came of it.
     *
     * @param inputs committed records of the input
     */
    record Report(History history, List<Anomaly> anomalies, int inputs, int brokerKills, int clientKills) {}

    private final Random random;
    private final History history = new History();
    private final Recorder recorder = new Recorder(history::add);
    private int brokerKills;
    private int clientKills;

    Torture(long seed) {
        this.random = new Random(seed);
    }

    /** Arguments: seconds, a seed. Ends with 1 when something is wrong, and leaves the history in a file. */
    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[1]);
        Report report = new Torture(seed).run(Duration.ofSeconds(Long.parseLong(args[0])), Duration.ofSeconds(4));
        System.out.printf(
                "%,d inputs committed, %d kills of the broker, %d kills of clients, %,d events, %d anomalies (seed"
                        + " %d)%n",
                report.inputs(),
                report.brokerKills(),
                report.clientKills(),
                report.history().entries().size(),
                report.anomalies().size(),
                seed);
        report.anomalies().stream().limit(20).forEach(System.out::println);
        if (!report.anomalies().isEmpty()) {
            Path file = Path.of("torture-" + seed + ".history");
            Files.write(
                    file,
                    report.history().entries().stream().map(EntryText::write).toList());
            System.out.println("the history is in " + file.toAbsolutePath());
        }
        System.exit(report.anomalies().isEmpty() ? 0 : 1);
    }

    /** Kills for so long, once in {@code between} on the average; then lets everything come to its end, and checks. */
    Report run(Duration kills, Duration between) throws Exception {
        try (BrokerProcess broker = new BrokerProcess();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(topic(Clients.IN), topic(Clients.OUT)))
                    .all()
                    .get();
            ClientSlot feed = slot(broker, "feed", 0);
            List<ClientSlot> chains = List.of(slot(broker, "chain", 0), slot(broker, "chain", 1));
            try (Observer observer = new Observer(broker.bootstrap(), recorder)) {
                Await.until("the first copies", PATIENCE, () -> observer.copiesSeen() > 0);
                killAtRandom(broker, feed, chains, kills, between);
                feed.stop();
                Await.until("an input without open transactions", PATIENCE, () -> Observer.isStable(admin, Clients.IN));
                int inputs = observer.contents(Clients.IN).size();
                awaitCopies(observer, inputs);
                for (ClientSlot chain : chains) {
                    chain.stop();
                }
                Await.until("an end of all transactions", PATIENCE, () -> Observer.isStable(admin, Clients.OUT));
                observer.recordEnd(admin);
                return report(inputs);
            } finally {
                feed.kill();
                for (ClientSlot chain : chains) {
                    chain.kill();
                }
            }
        }
    }

    private Report report(int inputs) {
        List<Anomaly> anomalies =
                Checker.ofAnyHistory().withCopies(Clients.IN, Clients.OUT).check(history);
        return new Report(history, anomalies, inputs, brokerKills, clientKills);
    }

    /** What is missing after all patience is for the checker to name. */
    private static void awaitCopies(Observer observer, int inputs) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (observer.copiesSeen() < inputs && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Clients.POLL.toNanos());
        }
    }

    private void killAtRandom(
            BrokerProcess broker, ClientSlot feed, List<ClientSlot> chains, Duration kills, Duration between)
            throws InterruptedException, IOException {
        long end = System.nanoTime() + kills.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(random.nextLong(2 * between.toNanos()));
            switch (random.nextInt(2 + CHAINS)) {
                case 0 -> {
                    clientKills++;
                    feed.killAndFollow();
                }
                case 1 -> {
                    brokerKills++;
                    broker.kill();
                    broker.start();
                }
                default -> {
                    clientKills++;
                    chains.get(random.nextInt(CHAINS)).killAndFollow();
                }
            }
        }
    }

    private ClientSlot slot(BrokerProcess broker, String kind, int number) {
        return new ClientSlot(broker.bootstrap(), kind, kind + "-" + number, new Random(random.nextLong()), history);
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Clients.PARTITIONS, (short) 1);
    }
}
