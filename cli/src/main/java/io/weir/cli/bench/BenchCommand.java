package io.weir.cli.bench;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Known;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir bench}. */
@Command(
        name = "bench",
        description = {
            "Send numbered records and read them back: throughput, latencies, and whether each came once.",
            "",
            "Latencies count from when a record was due, so that a producer that falls behind does not hide it. Without"
                    + " TOPIC a topic is made for it, and deleted afterwards."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir bench",
            "  weir bench --records 10000 --rate 1000",
            "  weir bench orders --size 1000 --compression zstd --produce-only",
            "  weir bench --rate 500 --records 5000 --output json"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final int PATIENCE_TIMEOUTS = 3;
    private static final int LARGEST_BYTES = 16 << 20;

    private final Shell shell;

    @Parameters(paramLabel = "TOPIC", arity = "0..1", description = "Which topic; it gets the records.")
    private String topic = "";

    @Option(
            names = {"-n", "--records"},
            paramLabel = "N",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int records = 100_000;

    @Option(names = "--size", paramLabel = "BYTES", description = "Of each record (default: ${DEFAULT-VALUE}).")
    private int sizeBytes = 100;

    @Option(names = "--rate", paramLabel = "N", description = "So many a second (default: as fast as it goes).")
    private int perSecond;

    @Option(
            names = {"-p", "--partitions"},
            paramLabel = "N",
            description = "Of the topic that is made (default: ${DEFAULT-VALUE}).")
    private int partitions = 3;

    @Option(names = "--acks", paramLabel = "0|1|all", description = "Who must have a record (default: all).")
    private String acks = "all";

    @Option(
            names = "--compression",
            paramLabel = "CODEC",
            description = "none, gzip, snappy, lz4 or zstd (default: none).")
    private String compression = "none";

    @Option(names = "--produce-only", description = "Do not read them back.")
    private boolean produceOnly;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    public BenchCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        if (records < 1 || perSecond < 0 || sizeBytes < Payload.HEAD || sizeBytes > LARGEST_BYTES) {
            throw CliException.usage("--records must be at least 1, --rate at least 0, and --size from " + Payload.HEAD
                    + " bytes, which the number of a record takes, to " + LARGEST_BYTES);
        }
        Connection connection = client.connect();
        try (Admin admin = connection.admin()) {
            String target =
                    topic.isEmpty() ? make(admin) : Known.topic(admin, topic).name();
            try {
                return run(connection, admin, target);
            } finally {
                if (topic.isEmpty()) {
                    Await.get(admin.deleteTopics(List.of(target)).all());
                }
            }
        }
    }

    private String make(Admin admin) {
        String name =
                "weir-bench-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Await.get(admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                .all());
        return name;
    }

    private int run(Connection connection, Admin admin, String target) {
        Payload payload = new Payload(ThreadLocalRandom.current().nextLong(), sizeBytes);
        Load load = new Load(target, records, sizeBytes, perSecond);
        List<TopicPartition> places = Known.partitions(admin, target, List.of());
        try (Consumer<byte[], byte[]> consumer = connection.consumer(Map.of());
                Producer<byte[], byte[]> producer = connection.producer(producerSettings())) {
            consumer.assign(places);
            // Before the first record is sent: the end is where this run begins.
            consumer.seekToEnd(places);
            places.forEach(consumer::position);
            Reading reading = new Reading(
                    consumer,
                    payload,
                    produceOnly ? 0 : records,
                    connection.timeout().multipliedBy(PATIENCE_TIMEOUTS));
            Sending sending = new Sending(producer, load, payload);
            Thread reader = Thread.ofPlatform().name("weir-bench-reader").start(reading);
            long tookNanos;
            try (BenchProgress progress = BenchProgress.of(shell, records)) {
                tookNanos = sending.run(progress::sent);
            }
            join(reader);
            return report(sending, reading, tookNanos);
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, acks);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        return settings;
    }

    private static void join(Thread reader) {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        }
    }

    private int report(Sending sending, Reading reading, long tookNanos) {
        BenchReport report = new BenchReport(sending, reading, tookNanos, sizeBytes);
        if (output.structured()) {
            Fields fields = report.fields();
            if (!produceOnly) {
                report.readBack(fields);
            }
            output.tell("", fields);
        } else {
            report.lines(!produceOnly).forEach(shell.out()::line);
        }
        if (sending.failed() > 0) {
            shell.problem(
                    sending.failed() + " records could not be sent; the first because: " + sending.firstFailure());
        }
        if (reading.missing() > sending.failed()) {
            shell.problem((reading.missing() - sending.failed()) + " records that were acknowledged did not come back");
        }
        return sending.failed() + reading.missing() == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }
}
