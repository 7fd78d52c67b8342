package io.weir.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.broker.wire.Answer;
import io.weir.broker.wire.Batches;
import io.weir.broker.wire.Scene;
import io.weir.broker.wire.WireClient;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DeleteRecordsRequest;
import io.weir.protocol.messages.DeleteRecordsRequest.DeleteRecordsPartition;
import io.weir.protocol.messages.DeleteRecordsRequest.DeleteRecordsTopic;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.protocol.messages.RequestMessage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those at the tail are served while the disk answers nobody else, however many wait for it. */
@Timeout(120)
class HeldDiskTest {

    private static final int COLD_READ_THREADS = 2;
    private static final int FETCH = Fetches.VERSION;
    private static final int PRODUCE = 9;
    private static final int LIST_OFFSETS = 7;
    private static final int DELETE_RECORDS = 2;
    private static final int PARTITIONS = 40;

    /** More than there are carriers and threads for the disk together. */
    private static final int CLIENTS = PARTITIONS;

    private final HeldDisk disk = new HeldDisk();
    private final RunningBroker broker =
            RunningBroker.start(Map.of("weir.cold.read.threads", String.valueOf(COLD_READ_THREADS)), disk);
    private final Scene scene = new Scene(broker.port());
    private List<WireClient> clients = List.of();

    @AfterEach
    void close() {
        disk.letGo();
        scene.close();
        clients.forEach(WireClient::close);
        broker.close();
    }

    @Test
    void coldFetches() {
        // given segments that are not in memory
        String cold = written(scene.topic(PARTITIONS));
        String tail = scene.topic(1);
        disk.hold(in(cold, ".log"));

        // when more connections read them than there are threads for it
        sendAll(partition -> Fetches.from(cold, partition, 0), FETCH);
        Scene.until(() -> disk.waiting() == COLD_READ_THREADS);

        // then the tail does not wait for them, and they lose nothing
        assertTailIsServed(tail);
        disk.letGo();
        ByteBuffer all = Fetches.records(scene.call(Fetches.from(cold, 0, 0), FETCH));
        assertThat(answers(ApiKey.FETCH, FETCH))
                .allSatisfy(answer -> assertThat(Fetches.records(answer)).isEqualTo(all));
    }

    @Test
    void firstUsesOfLogs() {
        // given logs that nobody has used since the start
        String closed = written(scene.topic(PARTITIONS));
        String tail = scene.topic(1);
        assertTailIsServed(tail);
        restart();
        assertTailIsServed(tail);
        disk.hold(in(closed, ""));

        // when half of the connections want to write to them, and the others read, one of them twice
        sendAll(
                partition -> partition % 2 == 0
                        ? Scene.produceRequest(closed, partition, Batches.of(1))
                        : Fetches.from(closed, 1, 0),
                -1);
        Scene.until(() -> disk.waiting() > 0);

        // then
        assertTailIsServed(tail);
        disk.letGo();
        for (int i = 0; i < CLIENTS; i++) {
            Answer answer = i % 2 == 0
                    ? clients.get(i).answer(ApiKey.PRODUCE, PRODUCE, 1)
                    : clients.get(i).answer(ApiKey.FETCH, FETCH, 1);
            assertThat(answer.errorCodes()).allMatch(code -> !code.isError());
        }
    }

    @Test
    void deletionsOfRecords() {
        // given checkpoints that cannot be written
        String topic = written(scene.topic(PARTITIONS));
        String tail = scene.topic(1);
        assertTailIsServed(tail);
        disk.hold(path -> path.toString().contains("log-start-offset-checkpoint"));

        // when
        sendAll(partition -> delete(topic, partition), DELETE_RECORDS);
        Scene.until(() -> disk.waiting() > 0);

        // then
        assertTailIsServed(tail);
        disk.letGo();
        assertThat(answers(ApiKey.DELETE_RECORDS, DELETE_RECORDS))
                .allSatisfy(answer -> assertThat(answer.text("low_watermark")).isEqualTo("NONE low_watermark=2"));
    }

    @Test
    void searchesByTime() {
        // given
        String cold = written(scene.topic(PARTITIONS));
        String tail = scene.topic(1);
        disk.hold(in(cold, ".log"));

        // when
        sendAll(partition -> search(cold, partition), LIST_OFFSETS);
        Scene.until(() -> disk.waiting() == COLD_READ_THREADS);

        // then
        assertTailIsServed(tail);
        disk.letGo();
        assertThat(answers(ApiKey.LIST_OFFSETS, LIST_OFFSETS))
                .allSatisfy(answer -> assertThat(answer.text("offset")).isEqualTo("NONE offset=0"));
    }

    private void restart() {
        broker.restart();
        scene.reconnect();
    }

    /** With three batches in each partition. */
    private String written(String topic) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int batch = 0; batch < 3; batch++) {
                assertThat(scene.call(Scene.produceRequest(topic, partition, Batches.of(1)), PRODUCE)
                                .errorCodes())
                        .allMatch(code -> !code.isError());
            }
        }
        return topic;
    }

    /** Writes a record and reads it. */
    private void assertTailIsServed(String tail) {
        String written = scene.produce(tail, Batches.of(1));
        long offset = Long.parseLong(written.substring(written.indexOf('=') + 1));
        assertThat(scene.call(Fetches.from(tail, 0, offset), FETCH).text("high_watermark"))
                .isEqualTo("NONE, NONE high_watermark=" + (offset + 1));
        assertThat(disk.carriersHeld()).isZero();
    }

    private void sendAll(IntFunction<RequestMessage> requests, int version) {
        clients = Stream.generate(() -> new WireClient(broker.port()))
                .limit(CLIENTS)
                .toList();
        IntStream.range(0, CLIENTS).forEach(i -> {
            RequestMessage request = requests.apply(i);
            int used = version >= 0 ? version : request.apiKey() == ApiKey.PRODUCE ? PRODUCE : FETCH;
            clients.get(i).send(WireClient.frame(request.apiKey(), used, 1, WireClient.body(request, used)));
        });
    }

    private List<Answer> answers(ApiKey key, int version) {
        return clients.stream().map(client -> client.answer(key, version, 1)).toList();
    }

    private static Predicate<Path> in(String topic, String suffix) {
        return path -> path.toString().contains(topic + "-") && path.toString().endsWith(suffix);
    }

    private static ListOffsetsRequest search(String topic, int partition) {
        return ListOffsetsRequest.builder()
                .replicaId(-1)
                .topics(List.of(ListOffsetsTopic.builder()
                        .name(topic)
                        .partitions(List.of(ListOffsetsPartition.builder()
                                .partitionIndex(partition)
                                .timestamp(1)
                                .build()))
                        .build()))
                .build();
    }

    private static DeleteRecordsRequest delete(String topic, int partition) {
        return DeleteRecordsRequest.builder()
                .timeoutMs(30_000)
                .topics(List.of(DeleteRecordsTopic.builder()
                        .name(topic)
                        .partitions(List.of(DeleteRecordsPartition.builder()
                                .partitionIndex(partition)
                                .offset(2)
                                .build()))
                        .build()))
                .build();
    }
}
