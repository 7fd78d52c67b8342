package io.weir.metadata.controller;

import io.weir.metadata.image.TopicsImage;
import io.weir.protocol.types.Uuid;
import java.util.random.RandomGenerator;

/** Makes topic ids from the randomness the controller is given. */
final class TopicIds {

    private static final long VERSION_4 = 0x4000L;
    private static final long VERSION_MASK = 0xF000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final long VARIANT_MASK = 0xC000000000000000L;

    private TopicIds() {}

    /** A random (version 4) id no topic has, whose text does not look like an option on a command line. */
    static Uuid next(RandomGenerator random, TopicsImage topics) {
        while (true) {
            Uuid candidate = new Uuid(
                    (random.nextLong() & ~VERSION_MASK) | VERSION_4, (random.nextLong() & ~VARIANT_MASK) | VARIANT);
            if (!candidate.toString().startsWith("-")
                    && topics.withId(candidate).isEmpty()) {
                return candidate;
            }
        }
    }
}
