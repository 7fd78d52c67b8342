package io.weir.broker.wire;

import io.weir.broker.wire.RandomRequests.Fill;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.ApiKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Frames as a hostile, broken or unlucky peer sends them, all from one seed. */
final class HostileFrames {

    /** What becomes of the connection behind such a frame is the broker's to decide, or the peer's. */
    record Frame(Kind kind, ByteBuffer bytes) {}

    enum Kind {
        NOISE,
        MUTATED,
        CUT_BODY,
        BAD_SIZE(true),
        HALF_A_FRAME(true),
        TRICKLE,
        RANDOM_BODY,
        HOSTILE_LENGTH,
        CORRUPT_BATCH,
        BOMB,
        WELL_FORMED,
        UNKNOWN_API;

        private final boolean last;

        Kind() {
            this(false);
        }

        Kind(boolean last) {
            this.last = last;
        }

        /** Nothing can follow on the same connection. */
        boolean isLast() {
            return last;
        }
    }

    private static final int BOMB_ONE_IN = 40;
    private static final int BOMB_BYTES = 2 << 20;
    private static final int MAX_NOISE_BYTES = 3000;
    private static final int[] SIZES = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 200 << 20, -1000};
    private static final List<CompressionType> CODECS = List.of(CompressionType.values());

    private final Random random;
    private final List<ApiKey> keys;
    private final RandomRequests.Known known;
    private final List<ByteBuffer> bombs = CODECS.stream()
            .skip(1)
            // One record more is claimed than there is, so that none of it is ever stored.
            .map(type -> Batches.changed(
                    Batches.large(type, BOMB_BYTES),
                    batch -> batch.putInt(Batches.RECORD_COUNT_AT, 2).putInt(Batches.LAST_OFFSET_DELTA_AT, 1)))
            .toList();

    /** Frames for these keys. */
    HostileFrames(long seed, List<ApiKey> keys, RandomRequests.Known known) {
        this.random = new Random(seed);
        this.keys = List.copyOf(keys);
        this.known = known;
    }

    Frame next() {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return switch (kind) {
            case NOISE -> sized(kind, noise(random.nextInt(MAX_NOISE_BYTES)));
            case MUTATED -> sized(kind, mutated(request()));
            case CUT_BODY -> sized(kind, cut(request()));
            case BAD_SIZE -> new Frame(kind, withSize(SIZES[random.nextInt(SIZES.length)], noise(20)));
            case HALF_A_FRAME -> new Frame(kind, withSize(1 + random.nextInt(1 << 20), cut(request())));
            case TRICKLE, WELL_FORMED -> sized(kind, request());
            case RANDOM_BODY -> sized(kind, randomBody());
            case HOSTILE_LENGTH -> sized(kind, hostileLength(request()));
            case CORRUPT_BATCH -> sized(kind, produce(corrupt(batch())));
            case BOMB -> sized(kind, produce(random.nextInt(BOMB_ONE_IN) == 0 ? bomb() : corrupt(batch())));
            case UNKNOWN_API -> sized(kind, unknownApi());
        };
    }

    private ByteBuffer request() {
        ApiKey key = keys.get(random.nextInt(keys.size()));
        int version = version(key);
        ByteBuffer body = new RandomRequests(random.nextLong(), Fill.WILD, known).body(key, version);
        return WireClient.frame(key, version, random.nextInt(), body);
    }

    private ByteBuffer randomBody() {
        ApiKey key = keys.get(random.nextInt(keys.size()));
        return WireClient.frame(key, version(key), random.nextInt(), noise(random.nextInt(200)));
    }

    private ByteBuffer unknownApi() {
        ByteBuffer frame = noise(8 + random.nextInt(50));
        boolean key = random.nextBoolean();
        return frame.putShort(0, (short) (key ? random.nextInt() : random.nextInt(100)))
                .putShort(2, (short) random.nextInt());
    }

    private int version(ApiKey key) {
        return key.lowestVersion() + random.nextInt(key.highestVersion() - key.lowestVersion() + 1);
    }

    private ByteBuffer produce(ByteBuffer records) {
        return WireClient.frame(
                ApiKey.PRODUCE,
                9,
                random.nextInt(),
                WireClient.body(Scene.produceRequest(known.topic(), 0, records), 9));
    }

    private ByteBuffer batch() {
        return Batches.compressed(CODECS.get(random.nextInt(CODECS.size())), 1 + random.nextInt(5));
    }

    private ByteBuffer bomb() {
        return bombs.get(random.nextInt(bombs.size()));
    }

    /** Something changed behind the offset, under a checksum that fits or not; a count that lies in any case. */
    private ByteBuffer corrupt(ByteBuffer batch) {
        ByteBuffer changed =
                Batches.spoilt(batch, b -> b.put(12 + random.nextInt(b.limit() - 12), (byte) random.nextInt()));
        return random.nextInt(4) == 0
                ? changed
                : Batches.changed(changed, b -> b.putInt(Batches.RECORD_COUNT_AT, random.nextInt() | 8));
    }

    private ByteBuffer mutated(ByteBuffer frame) {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            frame.put(random.nextInt(frame.limit()), (byte) random.nextInt());
        }
        return frame;
    }

    private ByteBuffer hostileLength(ByteBuffer frame) {
        int at = Math.min(10 + random.nextInt(frame.limit()), frame.limit() - 5);
        if (at > 0) {
            frame.putInt(at, random.nextBoolean() ? Integer.MAX_VALUE : -1);
            frame.put(at + 4, (byte) 0x0f);
        }
        return frame;
    }

    private ByteBuffer cut(ByteBuffer frame) {
        return frame.slice(0, random.nextInt(frame.limit()));
    }

    private ByteBuffer noise(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static Frame sized(Kind kind, ByteBuffer frame) {
        return new Frame(kind, withSize(frame.remaining(), frame));
    }

    private static ByteBuffer withSize(int size, ByteBuffer frame) {
        return ByteBuffer.allocate(Integer.BYTES + frame.remaining())
                .putInt(size)
                .put(frame)
                .flip();
    }
}
