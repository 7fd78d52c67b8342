package io.weir.broker.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.broker.wire.Batches;
import io.weir.broker.wire.Scene;
import io.weir.broker.wire.WireClient;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.records.RecordBatches;
import io.weir.protocol.records.RecordReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ManyReadersTest {

    private static final int CONNECTIONS = 30;
    private static final int READERS_A_CONNECTION = 100;
    private static final int RECORDS = 3000;
    private static final int PADDING = 2048;
    private static final long BOUND_BYTES = 16L << 20;

    @Test
    void thousandsReadColdRecordsAtDifferentPlaces() {
        HeldDisk disk = new HeldDisk();
        try (RunningBroker broker = RunningBroker.start(Map.of(), disk);
                Scene scene = new Scene(broker.port())) {
            // given some segments of which nothing is in memory, and a log that nobody has opened
            String topic = scene.topic(1, Map.of("segment.bytes", "1048576"));
            for (int offset = 0; offset < RECORDS; offset++) {
                assertThat(scene.produce(topic, batch(offset))).isEqualTo("NONE base_offset=" + offset);
            }
            broker.restart();
            disk.forget();
            long before = directBytes();
            List<WireClient> clients = Stream.generate(() -> new WireClient(broker.port()))
                    .limit(CONNECTIONS)
                    .toList();

            // when every reader asks before the first is answered
            for (int i = 0; i < CONNECTIONS; i++) {
                for (int reader = 0; reader < READERS_A_CONNECTION; reader++) {
                    FetchRequest request = Fetches.from(topic, 0, offset(i, reader));
                    ByteBuffer body = WireClient.body(request, Fetches.VERSION);
                    clients.get(i).send(WireClient.frame(ApiKey.FETCH, Fetches.VERSION, reader, body));
                }
            }

            // then each gets its own records, from memory that does not grow with the readers
            for (int i = 0; i < CONNECTIONS; i++) {
                for (int reader = 0; reader < READERS_A_CONNECTION; reader++) {
                    assertRecordsFrom(
                            offset(i, reader),
                            Fetches.records(clients.get(i).answer(ApiKey.FETCH, Fetches.VERSION, reader)));
                }
                assertThat(directBytes() - before).isLessThan(BOUND_BYTES);
            }
            assertThat(disk.carriersHeld()).isZero();
            clients.forEach(WireClient::close);
        }
    }

    private static long offset(int connection, int reader) {
        return new Random(connection * 1000L + reader).nextInt(RECORDS);
    }

    private static ByteBuffer batch(int offset) {
        return RecordBatchBuilder.plain()
                .append(Batches.TIME_MS + offset, null, value(offset))
                .build();
    }

    private static ByteBuffer value(long offset) {
        return ByteBuffer.allocate(PADDING).putLong(0, offset);
    }

    private static void assertRecordsFrom(long from, ByteBuffer records) {
        long expected = from;
        for (RecordBatch batch : RecordBatches.withTornTail(records)) {
            assertThat(batch.isCrcValid()).isTrue();
            assertThat(batch.baseOffset()).isEqualTo(expected);
            try (RecordReader content = batch.records()) {
                assertThat(content.next().value()).isEqualTo(value(expected));
            }
            expected++;
        }
        assertThat(expected).isGreaterThan(from);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
