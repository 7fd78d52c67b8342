package io.weir.simulation.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.client.Await;
import io.weir.broker.client.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A word count of Kafka Streams, with either protocol of groups, killed again and again: each total is there once, from 1
 * to the last.
 */
class StreamsTest {

    private static final int WORDS = 12;
    private static final int LINES = 1_500;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** With the streams protocol nobody takes the place of a member that was killed: its session has to be over first. */
    private static final List<String> SHORT_SESSIONS = List.of(
            "group.streams.min.session.timeout.ms=1000",
            "group.streams.session.timeout.ms=1500",
            "group.streams.min.heartbeat.interval.ms=100",
            "group.streams.heartbeat.interval.ms=100",
            "group.streams.initial.rebalance.delay.ms=0");

    private static final long SEED = Long.getLong("weir.streams.seed", System.nanoTime());

    @Test
    void aWordCountThatIsKilledAgainAndAgainIsRightToTheRecord(@TempDir Path folder) throws Exception {
        countAndKill("classic", folder);
    }

    /** Takes longer: each life waits for the session of the one before. */
    @Test
    @Tag("kills")
    void soIsOneWhoseTasksTheBrokerAssigns(@TempDir Path folder) throws Exception {
        countAndKill("streams", folder);
    }

    private static void countAndKill(String protocol, Path folder) throws Exception {
        System.out.println("StreamsTest: rerun with -Dweir.streams.seed=" + SEED);
        Random random = new Random(SEED);
        try (BrokerProcess broker = new BrokerProcess(SHORT_SESSIONS, List.of());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                Totals totals = new Totals(broker.bootstrap())) {
            admin.createTopics(List.of(topic(StreamsMain.LINES), topic(StreamsMain.LABELS), topic(StreamsMain.TOTALS)))
                    .all()
                    .get();
            Map<String, Integer> counts = fill(broker.bootstrap(), random);
            int all = counts.values().stream().mapToInt(count -> count).sum();
            totals.begin();

            Process streams = launch(broker, folder, protocol);
            try {
                for (int kill = 1; kill <= KILLS; kill++) {
                    int enough = all * kill / (KILLS + 3);
                    Await.until(enough + " totals", PATIENCE, () -> totals.read() >= enough);
                    streams.destroyForcibly().waitFor();
                    if (random.nextBoolean()) {
                        broker.kill();
                        broker.start();
                    }
                    streams = launch(broker, folder, protocol);
                }
                Await.until("all totals", PATIENCE, () -> totals.read() >= all);
                streams.getOutputStream().close();
                streams.waitFor();
            } finally {
                streams.destroyForcibly().waitFor();
            }
            totals.read();

            assertThat(totals.byWord()).isEqualTo(wanted(counts));
        }
    }

    private static Map<String, List<String>> wanted(Map<String, Integer> counts) {
        Map<String, List<String>> wanted = new TreeMap<>();
        counts.forEach((word, count) -> wanted.put(
                word,
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "label of " + word + "=" + i)
                        .toList()));
        return wanted;
    }

    /** Writes the table, and lines of words; says how often each word is in them. */
    private static Map<String, Integer> fill(String bootstrap, Random random) {
        Map<String, Integer> counts = new HashMap<>();
        try (KafkaProducer<String, String> producer = Clients.producer(bootstrap, Map.of())) {
            for (int word = 0; word < WORDS; word++) {
                var _ = producer.send(new ProducerRecord<>(StreamsMain.LABELS, "word" + word, "label of word" + word));
            }
            producer.flush();
            for (int line = 0; line < LINES; line++) {
                List<String> words = random.ints(1 + random.nextInt(4), 0, WORDS)
                        .mapToObj(word -> "word" + word)
                        .toList();
                words.forEach(word -> counts.merge(word, 1, Integer::sum));
                var _ = producer.send(new ProducerRecord<>(
                        StreamsMain.LINES, line % Clients.PARTITIONS, null, String.join(" ", words)));
            }
            producer.flush();
        }
        return counts;
    }

    private static Process launch(BrokerProcess broker, Path folder, String protocol) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StreamsMain.class.getName(),
                        broker.bootstrap(),
                        folder.toString(),
                        protocol)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Clients.PARTITIONS, (short) 1);
    }

    /** The committed totals of each word, in their order. */
    private static final class Totals implements AutoCloseable {

        private final KafkaConsumer<String, String> consumer;
        private final Map<String, List<String>> byWord = new TreeMap<>();
        private int count;

        Totals(String bootstrap) {
            consumer = Clients.consumer(bootstrap, Map.of());
        }

        void begin() {
            List<TopicPartition> partitions = Clients.partitions(StreamsMain.TOTALS);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        /** How many there are so far. */
        int read() {
            consumer.poll(Clients.POLL).forEach(record -> {
                byWord.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(record.value());
                count++;
            });
            return count;
        }

        Map<String, List<String>> byWord() {
            return byWord;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
