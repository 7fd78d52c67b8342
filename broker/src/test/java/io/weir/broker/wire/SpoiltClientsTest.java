package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.protocol.compress.CompressionType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send batches nobody can read: at once, or after many good ones (ADR 16). */
class SpoiltClientsTest {

    private static final RunningBroker BROKER = RunningBroker.start();
    private static final String REFUSED = "INVALID_RECORD base_offset=-1";
    private static final int MANY = 200;
    private static final int UNSEEN_AT_MOST = 15;

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whoBeginsWithThemIsRefusedEveryTime(CompressionType codec) {
        try (Scene scene = new Scene(BROKER.port())) {
            String topic = scene.topic(1);
            for (int i = 0; i < MANY; i++) {
                assertThat(scene.produce(topic, unreadable(codec))).isEqualTo(REFUSED);
            }
        }
    }

    @Test
    void whoTurnsToThemIsFoundOutSoon() {
        try (Scene scene = new Scene(BROKER.port())) {
            // given
            String topic = scene.topic(1);
            for (int i = 0; i < MANY; i++) {
                assertThat(scene.produce(topic, Batches.compressed(CompressionType.ZSTD, 2)))
                        .startsWith("NONE");
            }

            // when
            int taken = 0;
            while (!scene.produce(topic, unreadable(CompressionType.ZSTD)).equals(REFUSED)) {
                taken++;
            }

            // then
            assertThat(taken).isLessThanOrEqualTo(UNSEEN_AT_MOST);
            for (int i = 0; i < UNSEEN_AT_MOST + 1; i++) {
                assertThat(scene.produce(topic, unreadable(CompressionType.ZSTD)))
                        .isEqualTo(REFUSED);
            }
            assertThat(scene.reconnect().produce(topic, unreadable(CompressionType.ZSTD)))
                    .isEqualTo(REFUSED);
        }
    }

    @Test
    void whoSentGoodPlainBatchesIsNotTrustedToCompress() {
        try (Scene scene = new Scene(BROKER.port())) {
            // given
            String topic = scene.topic(1);
            for (int i = 0; i < MANY; i++) {
                assertThat(scene.produce(topic, Batches.compressed(CompressionType.NONE, 2)))
                        .startsWith("NONE");
            }

            // when, then
            assertThat(scene.produce(topic, unreadable(CompressionType.ZSTD))).isEqualTo(REFUSED);
        }
    }

    @Test
    void atATopicThatAsksForItEveryBatchIsSeen() {
        for (Map<String, String> settings :
                List.of(Map.of("weir.verify.every.batch", "true"), Map.of("cleanup.policy", "compact"))) {
            try (Scene scene = new Scene(BROKER.port())) {
                // given
                String topic = scene.topic(1, settings);
                for (int i = 0; i < MANY; i++) {
                    assertThat(scene.produce(topic, Batches.compressed(CompressionType.LZ4, 2)))
                            .startsWith("NONE");
                }

                // when, then
                assertThat(scene.produce(topic, unreadable(CompressionType.LZ4)))
                        .isEqualTo(REFUSED);
            }
        }
    }

    private static ByteBuffer unreadable(CompressionType codec) {
        return Batches.changed(
                Batches.compressed(codec, 2),
                header -> header.putInt(Batches.LAST_OFFSET_DELTA_AT, 2).putInt(Batches.RECORD_COUNT_AT, 3));
    }
}
