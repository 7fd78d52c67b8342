package io.weir.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged messages end in a message or in the one error that is meant for them, whatever was damaged. */
final class MalformedMessageTest {

    private static final int MUTATIONS_PER_VERSION = 60;

    static Iterable<SpecCatalog.Version> versions() {
        return SpecCatalog.versions();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void a_message_cut_off_anywhere_is_malformed(SpecCatalog.Version version) {
        // given a valid message
        long seed = Seeds.of(version, 1000);
        ByteBuffer valid = bytes(version, seed);

        for (int length = 0; length < valid.remaining(); length++) {
            // when only its beginning is read
            boolean malformed = isMalformed(version, valid.slice(0, length));

            // then that is noticed
            assertThat(malformed)
                    .as("%s cut to %d bytes, seed %d", version, length, seed)
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void random_damage_throws_nothing_else(SpecCatalog.Version version) {
        long seed = Seeds.of(version, 2000);
        Random random = new Random(seed);
        ByteBuffer valid = bytes(version, seed);
        for (int i = 0; i < MUTATIONS_PER_VERSION && valid.hasRemaining(); i++) {
            // given a message with some bytes replaced
            byte[] damaged = copy(valid);
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = random.nextBoolean() ? (byte) random.nextInt() : (byte) 0x7f;
            }

            // when it is read, then nothing but a malformed message comes out of it
            isMalformed(version, ByteBuffer.wrap(damaged));
        }
    }

    private static ByteBuffer bytes(SpecCatalog.Version version, long seed) {
        Sample sample = new SampleMaker(version, SampleMaker.Fill.FITTING, seed).message();
        return new OurMessages(version.spec()).build(sample).toByteBuffer(version.number());
    }

    /** What was read from damaged bytes must be a message that can be written again. */
    private static boolean isMalformed(SpecCatalog.Version version, ByteBuffer bytes) {
        try {
            Message message = new OurMessages(version.spec()).read(bytes, version.number());
            message.toByteBuffer(version.number());
            return false;
        } catch (MalformedMessageException e) {
            return true;
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return copy;
    }
}
