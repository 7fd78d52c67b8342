package io.weir.console.transactions;

import static io.weir.console.LiveConsole.at;
import static io.weir.console.LiveConsole.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.console.LiveConsole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransactionsTest {

    private static final String TRANSACTIONS = "/api/v1/transactions";

    @TempDir
    private Path folder;

    @Test
    void anOpenTransactionIsFoundWithWhoWaitsAndAborted() throws Exception {
        // given
        Properties settings = new Properties();
        try (LiveConsole console = LiveConsole.start(folder, Map.of());
                KafkaProducer<byte[], byte[]> producer = console.producer(Map.of("transactional.id", "bill/1"))) {
            settings.putAll(Map.of(
                    "bootstrap.servers", console.bootstrap(), "group.id", "waiting", "auto.offset.reset", "earliest"));
            var _ = console.produce(new ProducerRecord<>("bills", new byte[] {1}));
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(new ProducerRecord<>("bills", new byte[] {2})).get();
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of("bills"));
                while (consumer.poll(Duration.ofMillis(100)).isEmpty()
                        || !at(console.json("/api/v1/groups/waiting"), "state").equals("stable")) {
                    consumer.seekToBeginning(consumer.assignment());
                }

                // when
                Object open = console.json(TRANSACTIONS + "?search=BILL");
                Object none = console.json(TRANSACTIONS + "?search=other");
                Object one = console.json(TRANSACTIONS + "/bill%2F1");
                HttpResponse<byte[]> aborted = console.send("POST", TRANSACTIONS + "/bill%2F1/abort", "{}");
                HttpResponse<byte[]> again = console.send("POST", TRANSACTIONS + "/bill%2F1/abort", "{}");
                Object after = console.json(TRANSACTIONS);
                Object all = console.json(TRANSACTIONS + "?open=false");

                // then
                assertThat(at(open, "total")).isEqualTo(1L);
                assertThat(at(open, "items.0.transaction")).isEqualTo("bill/1");
                assertThat(at(open, "items.0.state")).isEqualTo("ongoing");
                assertThat((Long) at(open, "items.0.startedAt")).isPositive();
                assertThat(at(open, "items.0.partitions")).isEqualTo(1L);
                assertThat(at(none, "total")).isEqualTo(0L);
                assertThat(at(one, "coordinator")).isEqualTo(1L);
                assertThat(at(one, "parts"))
                        .isEqualTo(List.of(Map.of(
                                "topic",
                                "bills",
                                "partition",
                                0L,
                                "firstOffset",
                                1L,
                                "stableOffset",
                                1L,
                                "end",
                                2L,
                                "groups",
                                List.of("waiting"))));
                assertThat(aborted.statusCode()).isEqualTo(200);
                assertThat(at(json(aborted), "state")).isNotEqualTo("ongoing");
                assertThat(again.statusCode()).isEqualTo(409);
                assertThat(at(after, "total")).isEqualTo(0L);
                assertThat(at(all, "items.0.transaction")).isEqualTo("bill/1");
                assertThatThrownBy(producer::commitTransaction).isInstanceOf(KafkaException.class);
            }
        }
    }

    @Test
    void aTransactionThatIsNotThereIsNotMade() throws Exception {
        // given
        try (LiveConsole console = LiveConsole.start(folder, Map.of())) {
            // when
            HttpResponse<byte[]> shown = console.get(TRANSACTIONS + "/nobody");
            HttpResponse<byte[]> aborted = console.send("POST", TRANSACTIONS + "/nobody/abort", "{}");

            // then
            assertThat(shown.statusCode()).isEqualTo(404);
            assertThat(aborted.statusCode()).isEqualTo(404);
            assertThat(at(console.json(TRANSACTIONS + "?open=false"), "total")).isEqualTo(0L);
        }
    }
}
