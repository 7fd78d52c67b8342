package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Peers that do not read what they asked for, or do not finish what they began to say, cost only themselves. */
@Isolated
class SlowPeersTest {

    private static final int PEERS = 30;
    private static final int BATCHES = 20;
    private static final int BATCH_BYTES = 500_000;
    private static final int HONEST_ROUNDS = 200;
    private static final long DIRECT_BYTES_ALLOWED = 20 << 20;
    private static final int FETCH_VERSION = 12;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void readersThatDoNotReadHoldUpNobodyElse() {
        try (RunningBroker broker = RunningBroker.start();
                Scene honest = new Scene(broker.port())) {
            String large = honest.topic(1);
            for (int i = 0; i < BATCHES; i++) {
                honest.produce(large, Batches.large(CompressionType.NONE, BATCH_BYTES));
            }
            String own = honest.topic(1);
            ProcessUse before = ProcessUse.now();
            List<WireClient> slow = new ArrayList<>();
            try {
                for (int i = 0; i < PEERS; i++) {
                    slow.add(unread(broker.port(), large));
                }

                assertServed(honest, own);
                assertThat(ProcessUse.now().directBytes() - before.directBytes())
                        .isLessThan(DIRECT_BYTES_ALLOWED);
                // Nothing is lost: who reads after all gets every answer, in order.
                assertThat(slow.getFirst()
                                .answer(ApiKey.FETCH, FETCH_VERSION, 0)
                                .text())
                        .isEqualTo("NONE, NONE");
                assertThat(slow.getFirst()
                                .answer(ApiKey.FETCH, FETCH_VERSION, 1)
                                .text())
                        .isEqualTo("NONE, NONE");
            } finally {
                slow.forEach(WireClient::close);
            }
        }
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void writersThatDoNotFinishHoldUpNobodyElse() {
        try (RunningBroker broker = RunningBroker.start(Map.of("socket.request.max.bytes", "104857600"));
                Scene honest = new Scene(broker.port())) {
            String own = honest.topic(1);
            ProcessUse before = ProcessUse.now();
            List<WireClient> slow = new ArrayList<>();
            try {
                for (int i = 0; i < PEERS; i++) {
                    slow.add(unfinished(broker.port(), 100_000_000));
                    slow.add(unfinished(broker.port(), 1000));
                }

                assertServed(honest, own);
                assertThat(ProcessUse.now().directBytes() - before.directBytes())
                        .isLessThan(PEERS * (2L << 20));
            } finally {
                slow.forEach(WireClient::close);
            }
            assertServed(honest, own);
        }
    }

    /** A client that asks for all there is, again and again, and reads nothing. */
    private static WireClient unread(int port, String topic) {
        WireClient client = new WireClient(port);
        FetchRequest request = FetchRequest.builder()
                .maxBytes(BATCHES * BATCH_BYTES * 2)
                .sessionEpoch(-1)
                .topics(List.of(FetchTopic.builder()
                        .topic(topic)
                        .partitions(List.of(FetchPartition.builder()
                                .partitionMaxBytes(BATCHES * BATCH_BYTES * 2)
                                .build()))
                        .build()))
                .build();
        for (int id = 0; id < 10; id++) {
            client.send(WireClient.frame(ApiKey.FETCH, FETCH_VERSION, id, WireClient.body(request, FETCH_VERSION)));
        }
        return client;
    }

    /** A client that announces a frame and sends only its beginning. */
    private static WireClient unfinished(int port, int sizeBytes) {
        WireClient client = new WireClient(port);
        client.sendRaw(ByteBuffer.allocate(100).putInt(0, sizeBytes));
        return client;
    }

    private static void assertServed(Scene honest, String topic) {
        for (int i = 0; i < HONEST_ROUNDS; i++) {
            assertThat(honest.produce(topic, Batches.of(1))).startsWith("NONE base_offset=");
        }
    }
}
