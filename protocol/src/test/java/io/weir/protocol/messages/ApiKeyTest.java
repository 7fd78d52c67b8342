package io.weir.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generated table of requests against Kafka's. */
final class ApiKeyTest {

    @Test
    void knows_exactly_the_requests_kafka_has_versions_of() {
        List<Integer> kafkas = Arrays.stream(ApiKeys.values())
                .filter(ApiKeys::hasValidVersion)
                .map(key -> (int) key.id)
                .toList();

        assertThat(ApiKey.values()).extracting(ApiKey::id).containsExactlyInAnyOrderElementsOf(kafkas);
    }

    @ParameterizedTest
    @EnumSource
    void agrees_with_kafka_on_names_versions_and_headers(ApiKey key) {
        ApiMessageType kafkas = ApiMessageType.fromApiKey((short) key.id());

        assertThat(key.name()).isEqualTo(kafkas.name());
        assertThat(key.specName()).isEqualTo(kafkas.name);
        assertThat(key.lowestVersion()).isEqualTo(kafkas.lowestSupportedVersion());
        assertThat(key.highestVersion()).isEqualTo(kafkas.highestSupportedVersion(true));
        assertThat(key.latestVersionUnstable())
                .isEqualTo(kafkas.highestSupportedVersion(false) < kafkas.highestSupportedVersion(true));
        assertThat(key.listeners())
                .containsExactlyInAnyOrderElementsOf(kafkas.listeners().stream()
                        .map(listener -> listener.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
        for (short version = (short) key.lowestVersion(); version <= key.highestVersion(); version++) {
            assertThat(key.hasVersion(version)).isTrue();
            assertThat(key.requestHeaderVersion(version)).isEqualTo(kafkas.requestHeaderVersion(version));
            assertThat(key.responseHeaderVersion(version)).isEqualTo(kafkas.responseHeaderVersion(version));
        }
        assertThat(key.hasVersion(key.lowestVersion() - 1)).isFalse();
        assertThat(key.hasVersion(key.highestVersion() + 1)).isFalse();
        assertThat(ApiKey.forId(key.id())).isSameAs(key);
    }

    @Test
    void has_no_request_for_an_unknown_id() {
        assertThat(ApiKey.forId(-1)).isNull();
        assertThat(ApiKey.forId(4))
                .as("LeaderAndIsr, whose versions are all gone")
                .isNull();
        assertThat(ApiKey.forId(Short.MAX_VALUE)).isNull();
    }
}
