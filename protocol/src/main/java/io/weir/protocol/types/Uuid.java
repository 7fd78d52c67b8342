package io.weir.protocol.types;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * A 128-bit id of a topic, a log directory, a member. Written as Kafka writes it: 22 characters of URL-safe base64
 * without padding.
 *
 * <p>Ordered as two signed longs, most significant first, which is Kafka's order.
 */
public record Uuid(long mostSignificantBits, long leastSignificantBits) implements Comparable<Uuid> {

    /** Means "no id" on the wire, where ids are never null. */
    public static final Uuid ZERO = new Uuid(0L, 0L);

    /** Reserved: the topic id of the metadata log. */
    public static final Uuid ONE = new Uuid(0L, 1L);

    /** Characters of the text form. */
    public static final int TEXT_LENGTH = 22;

    private static final int SIZE_BYTES = 16;

    /** A new random (version 4) id, never {@link #ZERO} or {@link #ONE}, whose text never begins with a dash. */
    public static Uuid random() {
        while (true) {
            UUID random = UUID.randomUUID();
            Uuid candidate = new Uuid(random.getMostSignificantBits(), random.getLeastSignificantBits());
            // A leading dash would be taken for an option on a command line.
            if (!candidate.toString().startsWith("-")) {
                return candidate;
            }
        }
    }

    /**
     * Parses the text form.
     *
     * @throws IllegalArgumentException when the text is not 22 characters of URL-safe base64
     */
    public static Uuid parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("Not an id: '" + text + "' has " + text.length() + " characters, not "
                    + TEXT_LENGTH + " of URL-safe base64");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return new Uuid(bytes.getLong(), bytes.getLong());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an id: '" + text + "' is not URL-safe base64", e);
        }
    }

    /** True for {@link #ZERO}, the wire's "no id". */
    public boolean isZero() {
        return mostSignificantBits == 0 && leastSignificantBits == 0;
    }

    @Override
    public int compareTo(Uuid other) {
        int high = Long.compare(mostSignificantBits, other.mostSignificantBits);
        return high != 0 ? high : Long.compare(leastSignificantBits, other.leastSignificantBits);
    }

    @Override
    public String toString() {
        ByteBuffer bytes =
                ByteBuffer.allocate(SIZE_BYTES).putLong(mostSignificantBits).putLong(leastSignificantBits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
