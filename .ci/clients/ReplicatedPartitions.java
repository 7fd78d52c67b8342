import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Measures three brokers with many partitions of three replicas; {@code .ci/measure-cluster-partitions} runs it. */
final class ReplicatedPartitions {

    private static final int BROKERS = 3;
    private static final int TOPICS_PER_REQUEST = 25;
    private static final int SETTLE_SECONDS = 5;
    private static final int KILLED = 3;
    private static final int PORTS_TRIED = 50;
    private static final int OTHER_LISTENERS = 1_000;

    private final Path data;
    private final int topics;
    private final int partitionsPerTopic;
    private final int port;

    private ReplicatedPartitions(Path data, int topics, int partitionsPerTopic) throws IOException {
        this.data = data;
        this.topics = topics;
        this.partitionsPerTopic = partitionsPerTopic;
        this.port = freePorts();
    }

    public static void main(String[] args) throws Exception {
        ReplicatedPartitions run =
                new ReplicatedPartitions(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        System.out.printf("%n%d topics of %d partitions with %d replicas%n", run.topics, run.partitionsPerTopic, BROKERS);
        run.measure();
    }

    private void measure() throws Exception {
        weir("cluster", "start", "--brokers", "" + BROKERS, "--port", "" + port, "--data", data.toString(), "--detach");
        long begin = System.nanoTime();
        create();
        row("created, ms", millisSince(begin));
        await(partition -> isLed(partition));
        row("created and led, ms", millisSince(begin));
        await(partition -> isLed(partition) && partition.inSyncReplicas().length == BROKERS);
        row("created, led and in sync, ms", millisSince(begin));
        idle("none ever used");
        row("first record to each partition, acked by all, ms", produce());
        row("second record to each partition, acked by all, ms", produce());
        idle("every partition written");

        begin = System.nanoTime();
        process(KILLED).destroyForcibly();
        await(partition -> isLed(partition) && partition.leader().id() != KILLED);
        row("one of them killed: all led by the others, ms", millisSince(begin));
        row("a record to each partition meanwhile, acked by the others, ms", produce());

        begin = System.nanoTime();
        start(KILLED);
        await(partition -> partition.inSyncReplicas().length == BROKERS);
        row("started again: all in sync, ms", millisSince(begin));
        idle("all in sync again");
        weir("cluster", "stop", "--data", data.toString());
    }

    // What the client does.

    private void create() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address(1)))) {
            for (int first = 0; first < topics; first += TOPICS_PER_REQUEST) {
                int from = first;
                admin.createTopics(IntStream.range(from, Math.min(topics, from + TOPICS_PER_REQUEST))
                                .mapToObj(i -> new NewTopic("t-" + i, partitionsPerTopic, (short) BROKERS))
                                .toList())
                        .all()
                        .get();
            }
        }
    }

    /** Returns when one Metadata answer of a broker that lives shows this of each partition. */
    private void await(Predicate<PartitionInfo> condition) {
        long fulfilled = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", address(1)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            while (fulfilled < (long) topics * partitionsPerTopic) {
                fulfilled = consumer.listTopics().values().stream()
                        .flatMap(List::stream)
                        .filter(partition -> partition.topic().startsWith("t-"))
                        .filter(condition)
                        .count();
            }
        }
    }

    private static boolean isLed(PartitionInfo partition) {
        return partition.leader() != null && partition.leader().id() >= 0;
    }

    private long produce() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", address(1), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            AtomicInteger acked = new AtomicInteger();
            long begin = System.nanoTime();
            for (int topic = 0; topic < topics; topic++) {
                for (int partition = 0; partition < partitionsPerTopic; partition++) {
                    producer.send(new ProducerRecord<>("t-" + topic, partition, null, new byte[100]), (metadata, failure) -> {
                        if (failure == null) {
                            acked.incrementAndGet();
                        }
                    });
                }
            }
            producer.flush();
            long took = millisSince(begin);
            if (acked.get() != topics * partitionsPerTopic) {
                throw new IllegalStateException("only " + acked + " records were acknowledged");
            }
            return took;
        }
    }

    // The brokers' processes.

    private void idle(String what) throws Exception {
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        long before = cpuMillis();
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        row("idle, " + what + ": CPU of all three, ms/s", (cpuMillis() - before) / SETTLE_SECONDS);
        long sum = 0;
        for (int id = 1; id <= BROKERS; id++) {
            sum += residentKilobytes(id);
        }
        row("  RSS of all three, MB", sum / 1024);
    }

    private long cpuMillis() throws IOException {
        long millis = 0;
        for (int id = 1; id <= BROKERS; id++) {
            String[] fields = Files.readString(Path.of("/proc/" + process(id).pid() + "/stat")).split(" ");
            millis += (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10;
        }
        return millis;
    }

    private long residentKilobytes(int id) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process(id).pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(-1);
    }

    private ProcessHandle process(int id) throws IOException {
        long pid = Long.parseLong(Files.readString(data.resolve(id + "/pid")).trim());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private void start(int id) throws IOException {
        new ProcessBuilder("./weir", "serve", "--data", data.resolve("" + id).toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void weir(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./weir"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue());
        }
    }

    private String address(int id) {
        return "127.0.0.1:" + (port + id - 1);
    }

    /** The first of so many in a row that nobody listens at, nor at those among the brokers. */
    private static int freePorts() throws IOException {
        for (int i = 0; i < PORTS_TRIED; i++) {
            int base;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                base = free.getLocalPort();
            }
            if (base + OTHER_LISTENERS + BROKERS < 65_536
                    && IntStream.range(base, base + BROKERS)
                            .flatMap(one -> IntStream.of(one, one + OTHER_LISTENERS))
                            .allMatch(ReplicatedPartitions::isFree)) {
                return base;
            }
        }
        throw new IOException("no ports are free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static void row(String what, long value) {
        System.out.printf("%-90s %8d%n", what, value);
    }
}
