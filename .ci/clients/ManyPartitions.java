import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures one broker with many partitions; {@code .ci/measure-partitions} runs it. */
final class ManyPartitions {

    private static final int TOPICS_PER_REQUEST = 250;
    private static final int SETTLE_SECONDS = 10;

    private final Path data;
    private final int topics;
    private final int partitionsPerTopic;
    private final Path log;
    private final int port;
    private final Random random = new Random(1);
    private Process broker;

    private ManyPartitions(Path data, int topics, int partitionsPerTopic) throws IOException {
        this.data = data;
        this.log = data.resolveSibling(data.getFileName() + ".log");
        this.topics = topics;
        this.partitionsPerTopic = partitionsPerTopic;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    public static void main(String[] args) throws Exception {
        ManyPartitions run = new ManyPartitions(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(run::kill));
        System.out.printf("%n%d topics of %d partitions%n", run.topics, run.partitionsPerTopic);
        run.measure();
    }

    private void measure() throws Exception {
        start();
        warmUpClient();
        idle("empty");
        createdAndLed();
        idle("with partitions, none ever used");
        killed("with nothing in them");
        row("first record to each partition, acked, ms", produce());
        row("second record to each partition, acked, ms", produce());
        idle("every partition written");
        stopped("with data in each");
        killed("with data in each");
        row("ListOffsets of every partition at once after that, ms", endOffsets());
        idle("every log opened after kill -9");
        stopped("every log opened");
        deleted();
        stop(false);
        // What the broker found worth a warning belongs to the result.
        try (var lines = Files.lines(log)) {
            lines.filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .limit(20)
                    .forEach(System.out::println);
        }
    }

    // What is measured.

    private void createdAndLed() throws Exception {
        long begin = System.nanoTime();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address()))) {
            for (int first = 0; first < topics; first += TOPICS_PER_REQUEST) {
                int from = first;
                admin.createTopics(IntStream.range(from, Math.min(topics, from + TOPICS_PER_REQUEST))
                                .mapToObj(i -> new NewTopic(topic(i), partitionsPerTopic, (short) 1))
                                .toList())
                        .all()
                        .get();
            }
        }
        row("created, ms", millisSince(begin));
        awaitLed();
        row("created and led, ms", millisSince(begin));
    }

    private void killed(String what) throws Exception {
        stop(true);
        restarted("kill -9, " + what);
    }

    private void stopped(String what) throws Exception {
        row("clean stop, " + what + ", ms", stop(false));
        restarted("clean stop, " + what);
    }

    private void restarted(String after) throws Exception {
        long begin = System.nanoTime();
        start();
        awaitLed();
        row("restart after " + after + ": all led, ms", millisSince(begin));
        roundTrip(new TopicPartition(topic(random.nextInt(topics)), random.nextInt(partitionsPerTopic)));
        row("  and a record written and read, ms", millisSince(begin));
    }

    private void deleted() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean deleted = new AtomicBoolean();
        List<Long> answeredMs = new ArrayList<>();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic("other", 1, (short) 1)))
                    .all()
                    .get();
            Thread others = new Thread(() -> {
                do {
                    long begin = System.nanoTime();
                    try {
                        roundTrip(new TopicPartition("other", 0));
                        admin.createTopics(List.of(new NewTopic("more-" + asked.incrementAndGet(), 1, (short) 1)))
                                .all()
                                .get();
                    } catch (Exception e) {
                        return;
                    }
                    answeredMs.add(millisSince(begin));
                } while (!deleted.get());
            });
            others.start();
            long begin = System.nanoTime();
            admin.deleteTopics(IntStream.range(0, topics)
                            .mapToObj(ManyPartitions::topic)
                            .toList())
                    .all()
                    .get();
            row("deleted, ms", millisSince(begin));
            deleted.set(true);
            others.join();
        }
        row(
                "  meanwhile, the longest a write, a read and a new topic took together, ms",
                answeredMs.stream().mapToLong(Long::longValue).max().orElse(-1));
        idle("deleted");
    }

    private void idle(String what) throws Exception {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        long before = cpuMillis();
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        row("idle, " + what + ": CPU, ms/s", (cpuMillis() - before) / SETTLE_SECONDS);
        row("  RSS, MB", status("VmRSS") / 1024);
        try (var open = Files.list(Path.of("/proc/" + broker.pid() + "/fd"))) {
            row("  open files", open.count());
        }
    }

    // What the client does.

    private void warmUpClient() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic("warm-up", 1, (short) 1)))
                    .all()
                    .get();
            roundTrip(new TopicPartition("warm-up", 0));
            admin.deleteTopics(List.of("warm-up")).all().get();
        }
    }

    /** Returns when one Metadata answer shows a leader for each partition. */
    private void awaitLed() throws Exception {
        long led = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            while (led < (long) topics * partitionsPerTopic) {
                led = consumer.listTopics().values().stream()
                        .flatMap(List::stream)
                        .filter(partition -> partition.topic().startsWith("t-") && partition.leader() != null)
                        .count();
            }
        }
    }

    private long produce() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            AtomicInteger acked = new AtomicInteger();
            long begin = System.nanoTime();
            for (TopicPartition partition : partitions()) {
                producer.send(record(partition), (metadata, failure) -> {
                    if (failure == null) {
                        acked.incrementAndGet();
                    }
                });
            }
            producer.flush();
            long took = millisSince(begin);
            if (acked.get() != topics * partitionsPerTopic) {
                throw new IllegalStateException("only " + acked + " records were acknowledged");
            }
            return took;
        }
    }

    private long endOffsets() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address()))) {
            long begin = System.nanoTime();
            Map<TopicPartition, OffsetSpec> asked =
                    partitions().stream().collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest()));
            boolean allThere =
                    admin.listOffsets(asked).all().get().values().stream().allMatch(end -> end.offset() >= 2);
            if (!allThere) {
                throw new IllegalStateException("acknowledged records are missing");
            }
            return millisSince(begin);
        }
    }

    private void roundTrip(TopicPartition partition) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            long offset = producer.send(record(partition)).get().offset();
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            Optional<Boolean> read = Optional.empty();
            while (read.isEmpty()) {
                read = consumer.poll(Duration.ofSeconds(1)).records(partition).stream()
                        .map(record ->
                                Arrays.equals(record.value(), record(partition).value()))
                        .findFirst();
            }
            if (!read.get()) {
                throw new IllegalStateException(partition + " gave back something else than was written");
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", address(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", address()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static ProducerRecord<byte[], byte[]> record(TopicPartition partition) {
        byte[] value = partition.toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(partition.topic(), partition.partition(), null, value);
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, topics)
                .boxed()
                .flatMap(i -> IntStream.range(0, partitionsPerTopic).mapToObj(p -> new TopicPartition(topic(i), p)))
                .toList();
    }

    private static String topic(int number) {
        return "t-" + number;
    }

    // The broker's process.

    private String address() {
        return "127.0.0.1:" + port;
    }

    private void start() throws Exception {
        broker = new ProcessBuilder("./weir", "serve", "--port", "" + port, "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (true) {
            String line = broker.inputReader().readLine();
            if (line == null) {
                throw new IllegalStateException("the broker does not start: " + Files.readString(log));
            }
            if (line.contains("Weir listens on")) {
                return;
            }
        }
    }

    private long stop(boolean hard) throws InterruptedException {
        long begin = System.nanoTime();
        if (hard) {
            broker.destroyForcibly();
        } else {
            broker.destroy();
        }
        broker.waitFor();
        return millisSince(begin);
    }

    private void kill() {
        if (broker != null) {
            broker.destroyForcibly();
        }
    }

    private long cpuMillis() throws IOException {
        String[] fields =
                Files.readString(Path.of("/proc/" + broker.pid() + "/stat")).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10;
    }

    private long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + broker.pid() + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(-1);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void row(String what, long value) {
        System.out.printf("%-90s %8d%n", what, value);
    }
}
