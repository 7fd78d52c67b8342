package io.weir.benchmarks.run;

import io.weir.benchmarks.client.ClientConsumeLoad;
import io.weir.benchmarks.client.ClientEndToEndLoad;
import io.weir.benchmarks.client.ClientProduceLoad;
import io.weir.benchmarks.client.KcatLoad;
import io.weir.benchmarks.client.PerfToolLoad;
import io.weir.benchmarks.client.TransactionLoad;
import io.weir.benchmarks.cold.ConnectionsLoad;
import io.weir.benchmarks.cold.ManyPartitionsLoad;
import io.weir.benchmarks.cold.StartLoad;
import io.weir.benchmarks.load.BackfillLoad;
import io.weir.benchmarks.load.BatchConsumeLoad;
import io.weir.benchmarks.load.BatchProduceLoad;
import io.weir.benchmarks.load.EndToEndLoad;
import io.weir.benchmarks.load.FanOutLoad;
import io.weir.benchmarks.load.SmallProduceLoad;
import io.weir.benchmarks.replicated.FailoverLoad;
import io.weir.benchmarks.replicated.ReplicatedProduceLoad;
import io.weir.benchmarks.result.Row;
import io.weir.benchmarks.server.KafkaDistribution;
import io.weir.protocol.compress.CompressionType;
import java.util.Arrays;
import java.util.List;

/** What is measured: to add a row, add a line here, and one in {@code Targets} when it has something to reach. */
final class Rows {

    private static final String OWN = "low-overhead";
    private static final String JAVA = "Java";

    private Rows() {}

    /** Those that start brokers of their own come first, so that they are alone on the machine. */
    static List<Row> all(KafkaDistribution kafka) {
        return List.of(
                new Row("start", "start, and idle", "none", new StartLoad()),
                new Row("connections", "idle connections", OWN, new ConnectionsLoad()),
                new Row("cluster-100", "three brokers, three copies, 100 B", OWN, new ReplicatedProduceLoad(100)),
                new Row("cluster-1k", "three brokers, three copies, 1 KiB", OWN, new ReplicatedProduceLoad(1024)),
                new Row("failover", "a leader of three brokers killed", JAVA, new FailoverLoad()),
                new Row("partitions", "many partitions", JAVA, new ManyPartitionsLoad()),
                produce("produce-1", "", 1, CompressionType.NONE),
                produce("produce-8", "", 8, CompressionType.NONE),
                produce("produce-1-lz4", ", lz4", 1, CompressionType.LZ4),
                produce("produce-8-lz4", ", lz4", 8, CompressionType.LZ4),
                produce("produce-1-zstd", ", zstd", 1, CompressionType.ZSTD),
                produce("produce-8-zstd", ", zstd", 8, CompressionType.ZSTD),
                new Row("small-10k", "small requests, 10,000 a second offered", OWN, new SmallProduceLoad(10_000)),
                new Row("small-50k", "small requests, 50,000 a second offered", OWN, new SmallProduceLoad(50_000)),
                new Row("consume-100", "consume 100 B", OWN, new BatchConsumeLoad(100)),
                new Row("consume-1k", "consume 1 KiB", OWN, new BatchConsumeLoad(1024)),
                new Row("fan-out", "50 consumers at the tail", OWN, new FanOutLoad(50, 200, 50)),
                new Row("e2e-100", "end to end 100 B, 1,000 a second", OWN, new EndToEndLoad(100, 1_000)),
                new Row("e2e-1k", "end to end 1 KiB, 1,000 a second", OWN, new EndToEndLoad(1024, 1_000)),
                new Row("backfill", "a tail beside a cold backfill", OWN, new BackfillLoad(1024, 1_000)),
                new Row("java-produce-1", "one producer, 100 B, 8 partitions", JAVA, new ClientProduceLoad(1, 100)),
                new Row("java-produce-4", "4 producers, 100 B, 8 partitions", JAVA, new ClientProduceLoad(4, 100)),
                new Row("java-consume-100", "one consumer, 100 B", JAVA, new ClientConsumeLoad(100)),
                new Row("java-consume-1k", "one consumer, 1 KiB", JAVA, new ClientConsumeLoad(1024)),
                new Row("java-e2e-100", "end to end 100 B, 500 a second", JAVA, new ClientEndToEndLoad(100, 500)),
                new Row(
                        "transactions",
                        "transactions of 100 records of 1 KiB",
                        JAVA,
                        new TransactionLoad(100, 1024, 4)),
                new Row("perf-tool", "kafka-producer-perf-test, 100 B", JAVA, new PerfToolLoad(kafka, 100)),
                new Row("kcat", "kcat, 100 B, 1 partition", "librdkafka", new KcatLoad(100)));
    }

    /**
     * The rows whose ids, or beginnings of ids ending in a star, are listed.
     *
     * @param list parted by commas; empty for all rows
     * @throws IllegalArgumentException when something in it names no row
     */
    static List<Row> only(List<Row> rows, String list) {
        if (list.isBlank()) {
            return rows;
        }
        List<String> wanted = Arrays.asList(list.split(","));
        for (String id : wanted) {
            if (rows.stream().noneMatch(row -> matches(row, id))) {
                throw new IllegalArgumentException("No row is called " + id + "; there are "
                        + String.join(", ", rows.stream().map(Row::id).toList()) + ", and beginnings such as produce*");
            }
        }
        return rows.stream()
                .filter(row -> wanted.stream().anyMatch(id -> matches(row, id)))
                .toList();
    }

    private static boolean matches(Row row, String id) {
        return id.endsWith("*")
                ? row.id().startsWith(id.substring(0, id.length() - 1))
                : row.id().equals(id);
    }

    private static Row produce(String id, String codec, int partitions, CompressionType type) {
        String title = "produce 100 B, 64 KiB batches" + codec + ", " + partitions
                + (partitions == 1 ? " partition" : " partitions");
        return new Row(id, title, OWN, new BatchProduceLoad(partitions, 100, type));
    }
}
