package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every version of every API key that is advertised is answered, and Kafka's own classes can read the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionSweepTest {

    private static final int RANDOM_REQUESTS = 12;
    private static final long SEED = Long.getLong("weir.seed", 42);

    private final RunningBroker broker = RunningBroker.start(Map.of("offsets.topic.num.partitions", "4"));
    private RandomRequests.Known known = new RandomRequests.Known("", Uuid.ZERO_UUID, "");

    @BeforeAll
    void fill() {
        try (Scene scene = new Scene(broker.port())) {
            known = RandomRequests.Known.create(scene);
        }
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> everyVersionIsAnswered() {
        return ServedVersion.of(broker.port()).stream()
                .map(version -> DynamicTest.dynamicTest(version.toString(), () -> assertAnswered(version)));
    }

    private void assertAnswered(ServedVersion version) {
        for (RandomRequests.Fill fill : RandomRequests.Fill.values()) {
            int count = fill == RandomRequests.Fill.WILD ? RANDOM_REQUESTS : 1;
            for (int i = 0; i < count; i++) {
                long seed = SEED + i + version.seed();
                ByteBuffer body = new RandomRequests(seed, fill, known).body(version.key(), version.number());
                assertAnswered(version, body, fill + ", seed " + seed);
            }
        }
    }

    private void assertAnswered(ServedVersion version, ByteBuffer body, String what) {
        try (WireClient client = new WireClient(broker.port())) {
            Answer answer = client.call(version.key(), version.number(), body);

            assertThat(answer).as(what).isInstanceOf(Answer.Response.class);
            assertThat(answer.errorCodes()).as(what).doesNotContain(ErrorCode.UNKNOWN_SERVER_ERROR);
        }
    }
}
