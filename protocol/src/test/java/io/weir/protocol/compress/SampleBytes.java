package io.weir.protocol.compress;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Bytes to compress, as random and as repetitive as real ones, from a seed. */
final class SampleBytes {

    private SampleBytes() {}

    static byte[] ofSeed(long seed) {
        Random random = new Random(seed);
        return of(random, random.nextInt(1 << random.nextInt(19)));
    }

    /** Runs of one byte, of noise and of what was there before. */
    static byte[] of(Random random, int size) {
        byte[] bytes = new byte[size];
        int filled = 0;
        while (filled < size) {
            int run = Math.min(size - filled, 1 + random.nextInt(1000));
            switch (random.nextInt(3)) {
                case 0 -> {
                    byte[] noise = new byte[run];
                    random.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, filled, run);
                }
                case 1 -> Arrays.fill(bytes, filled, filled + run, (byte) random.nextInt());
                default -> {
                    int distance = filled == 0 ? 0 : 1 + random.nextInt(filled);
                    for (int i = 0; i < run && distance > 0; i++) {
                        bytes[filled + i] = bytes[filled + i - distance];
                    }
                }
            }
            filled += run;
        }
        return bytes;
    }

    /** Everything behind compressed bytes, in one array. */
    static byte[] decompress(CompressionType type, ByteBuffer compressed) {
        var out = new ByteArrayOutputStream();
        try (PlainChunks chunks = Decompression.open(type, compressed, Decompression.MAX_PLAIN_BYTES)) {
            while (chunks.next()) {
                out.write(chunks.array(), chunks.start(), chunks.end() - chunks.start());
            }
        }
        return out.toByteArray();
    }
}
