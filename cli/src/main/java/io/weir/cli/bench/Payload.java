package io.weir.cli.bench;

import java.nio.ByteBuffer;
import java.util.Random;

/** The bytes of a record: which run it belongs to, its number, when it was due, and what looks like data behind. */
final class Payload {

    /** The smallest value, in bytes. */
    static final int HEAD = 2 * Long.BYTES + Integer.BYTES;

    private final long run;
    private final byte[] filling;

    /** @param sizeBytes at least {@link #HEAD} */
    Payload(long run, int sizeBytes) {
        this.run = run;
        this.filling = new byte[sizeBytes];
        // Letters, so that compression has about as much to do as with text.
        Random random = new Random(run);
        for (int i = 0; i < sizeBytes; i++) {
            filling[i] = (byte) ('a' + random.nextInt(26));
        }
    }

    byte[] value(int index, long dueNanos) {
        byte[] value = filling.clone();
        ByteBuffer.wrap(value).putLong(run).putInt(index).putLong(dueNanos);
        return value;
    }

    /** Whether a value is one of this run. */
    boolean isOurs(byte[] value) {
        return value.length >= HEAD && ByteBuffer.wrap(value).getLong() == run;
    }

    static int index(byte[] value) {
        return ByteBuffer.wrap(value).getInt(Long.BYTES);
    }

    static long dueNanos(byte[] value) {
        return ByteBuffer.wrap(value).getLong(Long.BYTES + Integer.BYTES);
    }
}
