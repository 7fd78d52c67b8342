package io.weir.metadata.controller;

import static io.weir.metadata.controller.ControllerFixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.IncrementalAlterConfigs.Edit;
import io.weir.metadata.controller.IncrementalAlterConfigs.Operation;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlterConfigsTest {

    private static final ConfigResource TOPIC = ConfigResource.topic("t");

    private final ControllerFixture fixture = ControllerFixture.singleNode();

    AlterConfigsTest() {
        fixture.create("t");
    }

    @Test
    void settingsAreSetAndTakenAway() {
        assertThat(fixture.edit(TOPIC, set("retention.ms", "5"), set("segment.ms", "6")))
                .isEqualTo(ApiError.NONE);
        assertThat(settings(TOPIC)).isEqualTo(Map.of("retention.ms", "5", "segment.ms", "6"));

        assertThat(fixture.edit(TOPIC, new Edit("retention.ms", Operation.DELETE, null)))
                .isEqualTo(ApiError.NONE);
        assertThat(settings(TOPIC)).isEqualTo(Map.of("segment.ms", "6"));
    }

    @Test
    void elementsAreAddedToAndTakenFromListsBeginningWithTheDefault() {
        fixture.edit(TOPIC, new Edit("cleanup.policy", Operation.APPEND, "compact,delete"));
        assertThat(settings(TOPIC)).containsEntry("cleanup.policy", "delete,compact");

        fixture.edit(TOPIC, new Edit("cleanup.policy", Operation.SUBTRACT, "delete"));
        assertThat(settings(TOPIC)).containsEntry("cleanup.policy", "compact");

        fixture.edit(TOPIC, new Edit("cleanup.policy", Operation.SUBTRACT, "compact"));
        assertThat(settings(TOPIC)).containsEntry("cleanup.policy", "");
    }

    @Test
    void onlyListsTakeElements() {
        ApiError error = fixture.edit(TOPIC, new Edit("retention.ms", Operation.APPEND, "5"));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(error.message()).contains("not LIST");
    }

    @Test
    void aResourcesChangesAreAllTakenOrNone() {
        ApiError error = fixture.edit(TOPIC, set("retention.ms", "5"), set("segment.ms", "none"));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(settings(TOPIC)).isEmpty();
    }

    @Test
    void oneResourcesMistakeIsNoneOfAnothers() {
        fixture.create("u");

        List<ConfigResults.Result> results = fixture.run(new IncrementalAlterConfigs(
                        List.of(
                                new IncrementalAlterConfigs.Change(TOPIC, List.of(set("nonsense", "1"))),
                                new IncrementalAlterConfigs.Change(
                                        ConfigResource.topic("u"), List.of(set("retention.ms", "1")))),
                        false))
                .resources();

        assertThat(results).extracting(r -> r.error().code()).containsExactly(ErrorCode.INVALID_CONFIG, ErrorCode.NONE);
        assertThat(settings(ConfigResource.topic("u"))).hasSize(1);
    }

    @Test
    void requestsThatSayTwoThingsAtOnceAreRefused() {
        assertThat(fixture.edit(TOPIC, set("retention.ms", "5"), set("retention.ms", "6"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        IncrementalAlterConfigs.Change change = new IncrementalAlterConfigs.Change(TOPIC, List.of());
        assertThat(fixture.run(new IncrementalAlterConfigs(List.of(change, change), false))
                        .resources())
                .hasSize(2)
                .allSatisfy(r -> assertThat(r.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void nullsAndUnknownOperationsAreRefused() {
        assertThat(fixture.edit(TOPIC, new Edit("retention.ms", Operation.SET, null))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(fixture.edit(TOPIC, new Edit("retention.ms", Operation.forCode(9), "1"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aTopicThatIsNotThereHasNoSettings() {
        assertThat(fixture.edit(ConfigResource.topic("no"), set("retention.ms", "5"))
                        .code())
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(fixture.edit(ConfigResource.topic("n o"), set("retention.ms", "5"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(fixture.edit(ConfigResource.topic(""), set("retention.ms", "5"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void validateOnlyChangesNothing() {
        Decision<ConfigResults> decision = fixture.decide(new IncrementalAlterConfigs(
                List.of(new IncrementalAlterConfigs.Change(TOPIC, List.of(set("retention.ms", "5")))), true));

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().resources().getFirst().error()).isEqualTo(ApiError.NONE);
    }

    @Test
    void aTopicsSameValueIsNoChangeButABrokersIsToldAgain() {
        fixture.edit(TOPIC, set("retention.ms", "5"));
        ConfigResource broker = ConfigResource.broker(1);
        fixture.edit(broker, set("num.io.threads", "5"));

        assertThat(records(TOPIC, set("retention.ms", "5"))).isZero();
        assertThat(records(broker, set("num.io.threads", "5"))).isEqualTo(1);
    }

    @Test
    void brokersAreConfiguredOneByOneOrTogether() {
        assertThat(fixture.edit(ConfigResource.broker(1), set("num.io.threads", "3")))
                .isEqualTo(ApiError.NONE);
        assertThat(fixture.edit(ConfigResource.DEFAULT_BROKER, set("log.retention.ms", "9")))
                .isEqualTo(ApiError.NONE);

        assertThat(settings(ConfigResource.broker(1))).containsEntry("num.io.threads", "3");
        assertThat(settings(ConfigResource.DEFAULT_BROKER)).containsEntry("log.retention.ms", "9");
    }

    @Test
    void brokersMistakesHaveTheirOwnCodes() {
        assertThat(fixture.edit(ConfigResource.broker(1), set("node.id", "3")).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(fixture.edit(ConfigResource.broker(1), set("num.io.threads", "x"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(fixture.edit(ConfigResource.DEFAULT_BROKER, set("listeners", "PLAINTEXT://:1"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(fixture.edit(ConfigResource.broker(7), set("num.io.threads", "3"))
                        .code())
                .isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
        assertThat(fixture.edit(new ConfigResource(ConfigResource.Type.BROKER, "one"), set("num.io.threads", "3"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void groupsAreConfiguredThoughNobodyHasSeenThem() {
        assertThat(fixture.edit(ConfigResource.group("g"), set("consumer.session.timeout.ms", "50000")))
                .isEqualTo(ApiError.NONE);
        assertThat(fixture.edit(ConfigResource.group("g"), set("consumer.session.timeout.ms", "1"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(fixture.edit(ConfigResource.group(""), set("consumer.session.timeout.ms", "50000"))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void clientMetricsAreSubscribedTo() {
        ConfigResource subscription = ConfigResource.clientMetrics("all");
        assertThat(fixture.edit(
                        subscription,
                        set("metrics", "org.apache.kafka.producer.,x"),
                        set("interval.ms", "100"),
                        set("match", "client_id=a.*,client_source_port=[0-9]+")))
                .isEqualTo(ApiError.NONE);
        assertThat(settings(subscription)).containsEntry("interval.ms", "100").hasSize(3);
    }

    @Test
    void clientMetricsAreCheckedWithKafkasCodes() {
        assertThat(clientMetrics("", set("metrics", "*"))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(clientMetrics("s", set("metric", "*"))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(clientMetrics("s", set("interval.ms", "99"))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(clientMetrics("s", set("interval.ms", "3600001"))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(clientMetrics("s", set("interval.ms", "soon"))).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(clientMetrics("s", set("metrics", "a,a"))).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(clientMetrics("s", set("metrics", "a,,b"))).isEqualTo(ErrorCode.INVALID_CONFIG);
        for (String match : List.of("client_id", "client_id=", "=a", "client_id=a=b", "client=a", "client_id=(")) {
            assertThat(clientMetrics("s", set("match", match))).as(match).isEqualTo(ErrorCode.INVALID_CONFIG);
        }
        assertThat(clientMetrics("s", set("match", "client_id=a="))).isEqualTo(ErrorCode.NONE);
        assertThat(clientMetrics("s", set("match", ""), set("metrics", ""))).isEqualTo(ErrorCode.NONE);
    }

    private ErrorCode clientMetrics(String name, IncrementalAlterConfigs.Edit... edits) {
        return fixture.edit(ConfigResource.clientMetrics(name), edits).code();
    }

    @Test
    void otherResourcesHaveNoSettingsHere() {
        for (ConfigResource.Type type : List.of(ConfigResource.Type.UNKNOWN, ConfigResource.Type.BROKER_LOGGER)) {
            assertThat(fixture.edit(new ConfigResource(type, "1"), set("a", "b"))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void theOldWayReplacesEverything() {
        fixture.edit(TOPIC, set("retention.ms", "5"), set("segment.ms", "6"));

        ApiError error = replace(new NamedValue("segment.ms", "7"), new NamedValue("preallocate", "true"));

        assertThat(error).isEqualTo(ApiError.NONE);
        assertThat(settings(TOPIC)).isEqualTo(Map.of("segment.ms", "7", "preallocate", "true"));
    }

    @Test
    void theOldWayChecksAsTheNewOneDoes() {
        fixture.edit(TOPIC, set("retention.ms", "5"));

        assertThat(replace(new NamedValue("segment.ms", "x")).code()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(replace(new NamedValue("segment.ms", null)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(settings(TOPIC)).isEqualTo(Map.of("retention.ms", "5"));
    }

    private int records(ConfigResource resource, Edit edit) {
        return fixture.decide(new IncrementalAlterConfigs(
                        List.of(new IncrementalAlterConfigs.Change(resource, List.of(edit))), false))
                .records()
                .size();
    }

    private ApiError replace(NamedValue... settings) {
        return fixture.run(new AlterConfigs(List.of(new AlterConfigs.Replacement(TOPIC, List.of(settings))), false))
                .resources()
                .getFirst()
                .error();
    }

    private Map<String, String> settings(ConfigResource resource) {
        return fixture.image().configs().of(resource);
    }
}
