package io.weir.metadata.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.compress.CompressionType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveTopicConfigTest {

    private static final BrokerLayers NOTHING_SET = BrokerLayers.ofStatic(Map.of());

    @Test
    void withNothingSetKafkasDefaultsHold() {
        EffectiveTopicConfig config = EffectiveTopicConfig.defaults(NOTHING_SET);

        assertThat(config.maxMessageBytes()).isEqualTo(1_048_588);
        assertThat(config.retentionMs()).isEqualTo(604_800_000);
        assertThat(config.retentionBytes()).isEqualTo(-1);
        assertThat(config.segmentBytes()).isEqualTo(1_073_741_824);
        assertThat(config.segmentMs()).isEqualTo(604_800_000);
        assertThat(config.flushMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(config.isDelete()).isTrue();
        assertThat(config.isCompact()).isFalse();
        assertThat(config.compression()).isEmpty();
        assertThat(config.isLogAppendTime()).isFalse();
        assertThat(config.minInSyncReplicas()).isEqualTo(1);
        assertThat(config.flushBeforeAck()).isTrue();
    }

    @Test
    void aBrokersHoursCountInTheTopicsMilliseconds() {
        EffectiveTopicConfig config = EffectiveTopicConfig.defaults(BrokerLayers.ofStatic(
                Map.of("log.retention.hours", "2", "log.roll.hours", "3", "log.roll.jitter.hours", "1")));

        assertThat(config.retentionMs()).isEqualTo(7_200_000);
        assertThat(config.segmentMs()).isEqualTo(10_800_000);
        assertThat(config.segmentJitterMs()).isEqualTo(3_600_000);
    }

    @Test
    void theFinerUnitWins() {
        EffectiveTopicConfig config = EffectiveTopicConfig.defaults(BrokerLayers.ofStatic(
                Map.of("log.retention.hours", "2", "log.retention.minutes", "5", "log.retention.ms", "7")));

        assertThat(config.retentionMs()).isEqualTo(7);
    }

    @Test
    void forEverStaysForEverInEveryUnit() {
        EffectiveTopicConfig config =
                EffectiveTopicConfig.defaults(BrokerLayers.ofStatic(Map.of("log.retention.hours", "-1")));

        assertThat(config.retentionMs()).isEqualTo(-1);
    }

    @Test
    void theStrongerLayerWins() {
        BrokerLayers layers = new BrokerLayers(
                Map.of("message.max.bytes", "3"),
                Map.of("message.max.bytes", "2", "log.cleanup.policy", "compact"),
                Map.of("message.max.bytes", "1", "log.cleanup.policy", "delete", "log.segment.bytes", "2000000"));

        EffectiveTopicConfig config =
                EffectiveTopicConfig.of(Map.of("segment.bytes", "3000000", "min.insync.replicas", "2"), layers);

        assertThat(config.maxMessageBytes()).isEqualTo(3);
        assertThat(config.isCompact()).isTrue();
        assertThat(config.isDelete()).isFalse();
        assertThat(config.segmentBytes()).isEqualTo(3_000_000);
        assertThat(config.minInSyncReplicas()).isEqualTo(2);
    }

    @Test
    void codecsAreNamedAsInTheSetting() {
        EffectiveTopicConfig defaults = EffectiveTopicConfig.defaults(NOTHING_SET);

        assertThat(defaults.withOverrides(Map.of("compression.type", "uncompressed"))
                        .compression())
                .contains(CompressionType.NONE);
        EffectiveTopicConfig zstd =
                defaults.withOverrides(Map.of("compression.type", "zstd", "compression.zstd.level", "7"));
        assertThat(zstd.compression()).contains(CompressionType.ZSTD);
        assertThat(zstd.compressionLevel(CompressionType.ZSTD)).isEqualTo(7);
        assertThat(zstd.compressionLevel(CompressionType.GZIP)).isEqualTo(-1);
        assertThat(zstd.compressionLevel(CompressionType.SNAPPY)).isZero();
    }

    @Test
    void anEmptyCleanupPolicyKeepsEverything() {
        EffectiveTopicConfig config = EffectiveTopicConfig.of(Map.of("cleanup.policy", ""), NOTHING_SET);

        assertThat(config.isDelete()).isFalse();
        assertThat(config.isCompact()).isFalse();
    }

    @Test
    void namesOfAnotherVersionDoNotCount() {
        assertThat(EffectiveTopicConfig.of(Map.of("from.the.future", "x"), NOTHING_SET)
                        .retentionMs())
                .isEqualTo(604_800_000);
    }

    @Test
    void aBadValueIsRefusedWithItsName() {
        assertThatThrownBy(() -> EffectiveTopicConfig.of(Map.of("retention.ms", "soon"), NOTHING_SET))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("retention.ms")
                .hasMessageContaining("soon");
    }
}
