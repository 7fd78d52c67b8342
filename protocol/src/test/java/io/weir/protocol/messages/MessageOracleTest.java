package io.weir.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.UnsupportedFieldException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of every message against Kafka's own classes, from the same random values.
 *
 * <p>Another run of values: {@code -Dweir.seed=N}. A failure names the seed of its sample.
 */
final class MessageOracleTest {

    private static final int SAMPLES_PER_VERSION = 40;

    static Iterable<SpecCatalog.Version> versions() {
        return SpecCatalog.versions();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void same_values_are_the_same_bytes_and_come_back(SpecCatalog.Version version) {
        for (int i = 0; i < SAMPLES_PER_VERSION; i++) {
            // given the same values in both implementations
            long seed = Seeds.of(version, i);
            Sample sample = new SampleMaker(version, SampleMaker.Fill.FITTING, seed).message();
            Message ours = new OurMessages(version.spec()).build(sample);
            org.apache.kafka.common.protocol.Message kafkas = new KafkaMessages(version.spec()).build(sample);

            // when both write them
            ByteBuffer ourBytes = ours.toByteBuffer(version.number());
            ByteBuffer kafkaBytes = KafkaMessages.write(kafkas, version.number());

            // then the bytes are the same, and each reads from the other's what went in
            assertThat(ourBytes).as("%s, seed %d", version, seed).isEqualTo(kafkaBytes);
            assertThat(new OurMessages(version.spec()).read(kafkaBytes.duplicate(), version.number()))
                    .as("%s, seed %d", version, seed)
                    .isEqualTo(ours);
            assertThat(new KafkaMessages(version.spec()).read(ourBytes.duplicate(), version.number()))
                    .as("%s, seed %d", version, seed)
                    .isEqualTo(kafkas);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void values_a_version_lacks_are_dropped_or_refused_alike(SpecCatalog.Version version) {
        for (int i = 0; i < SAMPLES_PER_VERSION; i++) {
            // given values the version may have no field for, in both implementations
            long seed = Seeds.of(version, SAMPLES_PER_VERSION + i);
            Sample sample = new SampleMaker(version, SampleMaker.Fill.WILD, seed).message();
            Message ours = new OurMessages(version.spec()).build(sample);
            org.apache.kafka.common.protocol.Message kafkas = new KafkaMessages(version.spec()).build(sample);

            // when both write them
            Object ourOutcome = outcome(() -> ours.toByteBuffer(version.number()));
            Object kafkaOutcome = outcome(() -> KafkaMessages.write(kafkas, version.number()));

            // then both refuse, or the bytes are the same
            assertThat(ourOutcome).as("%s, seed %d", version, seed).isEqualTo(kafkaOutcome);
        }
    }

    /** The bytes, or a word for being refused; Kafka's classes meet a null they cannot write unprepared. */
    private static Object outcome(Supplier<ByteBuffer> write) {
        try {
            return write.get();
        } catch (UnsupportedFieldException | UnsupportedVersionException | NullPointerException e) {
            return "refused";
        }
    }
}
