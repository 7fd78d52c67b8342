package io.weir.protocol.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.types.MalformedMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

    @ParameterizedTest
    @EnumSource
    void idsAndNamesAreThoseOfKafka(CompressionType type) {
        // given
        var kafka = org.apache.kafka.common.record.internal.CompressionType.forId(type.id());

        // when, then
        assertThat(kafka.name).isEqualTo(type.configName());
        assertThat(CompressionType.forId(kafka.id)).isEqualTo(type);
        assertThat(CompressionType.forName(kafka.name)).isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4", "ZSTD"})
    void levelsAreThoseOfKafka(CompressionType type) {
        // given
        var kafka = org.apache.kafka.common.record.internal.CompressionType.forId(type.id());

        // when, then
        assertThat(Compression.defaultLevel(type)).isEqualTo(kafka.defaultLevel());
        assertThat(Compression.lowestLevel(type)).isEqualTo(kafka.minLevel());
        assertThat(Compression.highestLevel(type)).isEqualTo(kafka.maxLevel());
    }

    @Test
    void whatDoesNotExistIsRefusedByName() {
        assertThatThrownBy(() -> CompressionType.forId(5)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> CompressionType.forId(-1)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> CompressionType.forName("brotli"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("brotli");
        assertThatThrownBy(() -> new Compression(CompressionType.GZIP, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level 10 is not valid for gzip");
        assertThatThrownBy(() -> new Compression(CompressionType.NONE, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
