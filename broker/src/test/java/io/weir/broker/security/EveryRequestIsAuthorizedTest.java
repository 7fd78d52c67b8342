package io.weir.broker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.broker.security.SwitchedAuthorizer.Mood;
import io.weir.broker.wire.Answer;
import io.weir.broker.wire.LoggedErrors;
import io.weir.broker.wire.RandomRequests;
import io.weir.broker.wire.RandomRequests.Fill;
import io.weir.broker.wire.RandomRequests.Known;
import io.weir.broker.wire.Scene;
import io.weir.broker.wire.ServedVersion;
import io.weir.broker.wire.WireClient;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ListOffsetsRequest;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.protocol.messages.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.protocol.messages.MetadataRequest;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Behind an authorizer that denies everything, no request in any version changes or reveals anything. Behind one that
 * fails, every request is still answered, which also shows that each handler can refuse in every version.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRequestIsAuthorizedTest {

    /**
     * What anybody may ask, as with Kafka: which versions there are, who the brokers are, lists, then empty, and what a client
     * tells of itself.
     */
    private static final Set<ApiKey> OPEN = EnumSet.of(
            ApiKey.API_VERSIONS,
            ApiKey.DESCRIBE_CLUSTER,
            ApiKey.LIST_GROUPS,
            ApiKey.LIST_TRANSACTIONS,
            ApiKey.GET_TELEMETRY_SUBSCRIPTIONS,
            ApiKey.PUSH_TELEMETRY);

    private static final Set<ErrorCode> REFUSALS = EnumSet.of(
            ErrorCode.TOPIC_AUTHORIZATION_FAILED,
            ErrorCode.GROUP_AUTHORIZATION_FAILED,
            ErrorCode.CLUSTER_AUTHORIZATION_FAILED,
            ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);

    private final SwitchedAuthorizer authorizer = new SwitchedAuthorizer();
    private final RunningBroker broker = RunningBroker.start(Map.of("offsets.topic.num.partitions", "2"), authorizer);
    private final LoggedErrors errors = new LoggedErrors();
    private Known known = new Known("", Uuid.ZERO_UUID, "");

    @BeforeAll
    void fill() {
        try (Scene scene = new Scene(broker.port())) {
            known = Known.create(scene);
        }
    }

    @AfterAll
    void stop() {
        errors.close();
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> whoMayDoNothingIsRefused() {
        return eachVersion(Mood.DENY, version -> {
            Answer answer = ask(version, known);

            assertThat(answer.errorCodes()).as("%s", answer).isSubsetOf(allowed(version));
            if (!OPEN.contains(version.key()) && !cannotSayError(version)) {
                assertThat(answer.errorCodes()).as("%s", answer).anyMatch(ErrorCode::isError);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whoMayDoNothingLearnsNothing() {
        Known nothing = new Known(Scene.unusedName(), known.topicId(), Scene.unusedName());
        return eachVersion(Mood.DENY, version -> {
            String existing = ask(version, known).toString();
            String missing = ask(version, nothing).toString();

            if (!names(version, known.topic())) {
                assertThat(existing).doesNotContain(known.topic());
            }
            assertThat(masked(existing, known)).isEqualTo(masked(missing, nothing));
        });
    }

    @TestFactory
    Stream<DynamicTest> aFailureIsAnsweredInEveryVersion() {
        return eachVersion(Mood.FAIL, version -> {
            Answer answer = ask(version, known);

            assertThat(answer).isInstanceOf(Answer.Response.class);
            if (!OPEN.contains(version.key()) && !isBothNameAndId(version) && !cannotSayError(version)) {
                assertThat(answer.errorCodes()).contains(ErrorCode.UNKNOWN_SERVER_ERROR);
            }
        });
    }

    @Test
    void whoMayDoNothingChangesNothing() {
        authorizer.become(Mood.DENY);
        List<Object> topicsBefore = topics();
        for (ServedVersion version : ServedVersion.of(broker.port())) {
            authorizer.become(Mood.DENY);
            ask(version, known);
            ask(version, new Known("new-topic", known.topicId(), "new-group"));
        }

        authorizer.become(Mood.ALLOW);
        assertThat(topics()).isEqualTo(topicsBefore);
        try (Scene scene = new Scene(broker.port())) {
            assertThat(latestOffset(scene)).isEqualTo(3L);
        }
    }

    /** By name and id at once is refused before anybody is asked for permission. */
    private static Set<ErrorCode> allowed(ServedVersion version) {
        Set<ErrorCode> allowed = EnumSet.copyOf(REFUSALS);
        allowed.add(isBothNameAndId(version) ? ErrorCode.INVALID_REQUEST : ErrorCode.NONE);
        if (version.key() == ApiKey.PUSH_TELEMETRY) {
            allowed.add(ErrorCode.UNKNOWN_SUBSCRIPTION_ID);
        }
        return allowed;
    }

    /** Versions whose answers have no place for an error are empty, as with Kafka. */
    private static boolean cannotSayError(ServedVersion version) {
        return version.key() == ApiKey.DESCRIBE_LOG_DIRS && version.number() < 3;
    }

    private static boolean isBothNameAndId(ServedVersion version) {
        return version.key() == ApiKey.DELETE_TOPICS && version.number() >= 6;
    }

    private Stream<DynamicTest> eachVersion(Mood mood, Consumer<ServedVersion> check) {
        return ServedVersion.of(broker.port()).stream()
                .map(version -> DynamicTest.dynamicTest(version.toString(), () -> {
                    authorizer.become(mood);
                    try {
                        check.accept(version);
                    } finally {
                        authorizer.become(Mood.ALLOW);
                    }
                }));
    }

    private Answer ask(ServedVersion version, Known names) {
        try (WireClient client = new WireClient(broker.port())) {
            return client.call(version.key(), version.number(), body(version, names));
        }
    }

    private static ByteBuffer body(ServedVersion version, Known names) {
        return new RandomRequests(1, Fill.TYPICAL, names).body(version.key(), version.number());
    }

    private static String masked(String answer, Known asked) {
        return answer.replace(asked.topic(), "TOPIC")
                .replace(asked.group(), "GROUP")
                .replaceAll("session_id=\\d+", "SESSION")
                // Kafka's classes print lists in tagged fields so.
                .replaceAll("Object;@[0-9a-f]+", "LIST");
    }

    /** Whether the request itself names the topic, and not only its id. */
    private boolean names(ServedVersion version, String topic) {
        return new String(body(version, known).array(), StandardCharsets.ISO_8859_1).contains(topic);
    }

    private List<Object> topics() {
        Mood after = Mood.DENY;
        authorizer.become(Mood.ALLOW);
        try (Scene scene = new Scene(broker.port())) {
            return scene.call(MetadataRequest.builder().topics(null).build(), 12)
                    .values("topic_id");
        } finally {
            authorizer.become(after);
        }
    }

    private long latestOffset(Scene scene) {
        authorizer.become(Mood.ALLOW);
        ListOffsetsRequest request = ListOffsetsRequest.builder()
                .replicaId(-1)
                .topics(List.of(ListOffsetsTopic.builder()
                        .name(known.topic())
                        .partitions(List.of(
                                ListOffsetsPartition.builder().timestamp(-1).build()))
                        .build()))
                .build();
        return (long) scene.call(request, 5).values("offset").getFirst();
    }
}
