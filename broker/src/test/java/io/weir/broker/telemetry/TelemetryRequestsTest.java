package io.weir.broker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.broker.wire.Answer;
import io.weir.broker.wire.Scene;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.GetTelemetrySubscriptionsRequest;
import io.weir.protocol.messages.GetTelemetrySubscriptionsResponse;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.protocol.messages.IncrementalAlterConfigsRequest.AlterableConfig;
import io.weir.protocol.messages.PushTelemetryRequest;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests over a socket, from clients that mean no good. */
final class TelemetryRequestsTest {

    private static final int INTERVAL_MS = 3_600_000;
    private static final byte CLIENT_METRICS = 16;

    private final RunningBroker broker = RunningBroker.start(Map.of("telemetry.max.bytes", "1000"));
    private final Scene scene = new Scene(broker.port());

    @AfterEach
    void stop() {
        scene.close();
        broker.close();
    }

    @Test
    void tellsWhatToPushAndTakesIt() {
        // given
        subscribe();

        // when
        Answer told = ask(Uuid.ZERO);

        // then
        assertThat(told.text("push_interval_ms", "telemetry_max_bytes", "delta_temporality"))
                .isEqualTo("NONE push_interval_ms=" + INTERVAL_MS + " telemetry_max_bytes=1000 delta_temporality=true");
        assertThat(told).asString().contains("requested_metrics=[*]");
        assertThat(push(told, 0, Otlp.bytes(Otlp.data(Map.of(), Otlp.gauge("x", 1, Map.of())))))
                .isEqualTo(ErrorCode.NONE.name());
        assertThat(broker.broker().observation().clients().readings()).hasSize(1);
    }

    @Test
    void refusesWhatIsNoTelemetry() {
        // given
        subscribe();
        ByteBuffer cut = Otlp.bytes(Otlp.data(Map.of(), Otlp.gauge("x", 1, Map.of())));
        cut.limit(cut.limit() - 1);

        // then: each from a client of its own, none of which has to wait
        assertThat(push(ask(Uuid.ZERO), 0, cut)).isEqualTo(ErrorCode.INVALID_RECORD.name());
        assertThat(push(ask(Uuid.ZERO), CompressionType.ZSTD.id(), cut)).isEqualTo(ErrorCode.INVALID_RECORD.name());
        assertThat(push(ask(Uuid.ZERO), 77, cut)).isEqualTo(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE.name());
        assertThat(push(ask(Uuid.ZERO), 0, ByteBuffer.allocate(1001))).isEqualTo(ErrorCode.TELEMETRY_TOO_LARGE.name());
        assertThat(broker.broker().observation().clients().readings()).isEmpty();
    }

    @Test
    void refusesWhoAsksTooOften() {
        // given
        Answer told = ask(Uuid.ZERO);

        // then
        assertThat(ask(id(told)).text()).isEqualTo(ErrorCode.THROTTLING_QUOTA_EXCEEDED.name());
    }

    private void subscribe() {
        Answer answer = scene.call(
                IncrementalAlterConfigsRequest.builder()
                        .resources(List.of(AlterConfigsResource.builder()
                                .resourceType(CLIENT_METRICS)
                                .resourceName("all")
                                .configs(List.of(set("metrics", "*"), set("interval.ms", "" + INTERVAL_MS)))
                                .build()))
                        .build(),
                1);
        assertThat(answer.text()).isEqualTo("NONE");
    }

    private static AlterableConfig set(String name, String value) {
        return AlterableConfig.builder().name(name).value(value).build();
    }

    private Answer ask(Uuid id) {
        return scene.call(
                GetTelemetrySubscriptionsRequest.builder().clientInstanceId(id).build(),
                GetTelemetrySubscriptionsResponse.HIGHEST_VERSION);
    }

    private String push(Answer told, int codec, ByteBuffer bytes) {
        return scene.call(
                        PushTelemetryRequest.builder()
                                .clientInstanceId(id(told))
                                .subscriptionId(
                                        (int) told.values("subscription_id").getFirst())
                                .compressionType((byte) codec)
                                .metrics(bytes)
                                .build(),
                        PushTelemetryRequest.HIGHEST_VERSION)
                .text();
    }

    private static Uuid id(Answer told) {
        org.apache.kafka.common.Uuid id =
                (org.apache.kafka.common.Uuid) told.values("client_instance_id").getFirst();
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
