package io.weir.protocol.compress;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG.Bits;
import org.apache.kafka.common.compress.Lz4BlockOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedFormTest {

    @ParameterizedTest
    @EnumSource
    void whatEveryCodecWritesIsWhole(CompressionType type) throws IOException {
        for (long seed = 0; seed < 200; seed++) {
            // given
            byte[] compressed = compress(type, SampleBytes.ofSeed(seed));
            // framed snappy of nothing is a header without a block: rare enough to be looked at closely
            boolean expected = compressed.length > 16 || type != CompressionType.SNAPPY;

            // when, then
            assertThat(CompressedForm.isWhole(type, ByteBuffer.wrap(compressed)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LZ4", "ZSTD"})
    void whatIsCutOffIsNotWhole(CompressionType type) throws IOException {
        byte[] compressed = compress(type, SampleBytes.of(new Random(1), 200_000));
        for (int length = 0; length < compressed.length; length++) {
            assertThat(CompressedForm.isWhole(type, ByteBuffer.wrap(compressed, 0, length)))
                    .as("%d of %d bytes", length, compressed.length)
                    .isFalse();
        }
    }

    /** A block can end at the end of what is left of them, hence most. */
    @Test
    void nearlyEveryCutThroughSnappyIsNotWhole() throws IOException {
        byte[] compressed = compress(CompressionType.SNAPPY, SampleBytes.of(new Random(1), 200_000));
        int whole = 0;
        for (int length = 0; length < compressed.length; length++) {
            whole += CompressedForm.isWhole(CompressionType.SNAPPY, ByteBuffer.wrap(compressed, 0, length)) ? 1 : 0;
        }
        assertThat(whole).isLessThan(10);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "GZIP"})
    void foreignBytesBehindTheEndAreSeen(CompressionType type) throws IOException {
        byte[] compressed = compress(type, SampleBytes.of(new Random(1), 3_000));
        for (int more = 1; more < 10; more++) {
            byte[] longer = Arrays.copyOf(compressed, compressed.length + more);
            assertThat(CompressedForm.isWhole(type, ByteBuffer.wrap(longer))).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noiseAndOtherCodecsAreNotWhole(CompressionType type) throws IOException {
        for (long seed = 0; seed < 1_000; seed++) {
            byte[] noise = new byte[new Random(seed).nextInt(300)];
            new Random(seed).nextBytes(noise);
            assertThat(CompressedForm.isWhole(type, ByteBuffer.wrap(noise))).isFalse();
        }
        for (CompressionType other : CompressionType.values()) {
            byte[] compressed = compress(other, SampleBytes.of(new Random(1), 3_000));
            assertThat(CompressedForm.isWhole(type, ByteBuffer.wrap(compressed)))
                    .isEqualTo(other == type);
        }
    }

    /** Whatever the bytes say, nothing is read outside of them. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void damagedBytesNeverFail(CompressionType type) throws IOException {
        byte[] compressed = compress(type, SampleBytes.of(new Random(2), 5_000));
        int whole = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = Arrays.copyOf(compressed, 1 + random.nextInt(compressed.length));
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(Math.min(40, damaged.length))] = (byte) random.nextInt();
            }
            whole += CompressedForm.isWhole(type, ByteBuffer.wrap(damaged)) ? 1 : 0;
        }
        assertThat(whole).isLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void zstdWithChecksumsAndKnownSizesIsWhole(boolean checksum) throws IOException {
        for (int size : new int[] {0, 1, 255, 256, 70_000, 700_000}) {
            byte[] plain = SampleBytes.of(new Random(size), size);
            var stream = new ByteArrayOutputStream();
            try (var out = new ZstdOutputStreamNoFinalizer(stream, 3)) {
                out.setChecksum(checksum);
                out.write(plain);
            }
            assertThat(CompressedForm.isWhole(CompressionType.ZSTD, ByteBuffer.wrap(stream.toByteArray())))
                    .isTrue();
            assertThat(CompressedForm.isWhole(CompressionType.ZSTD, ByteBuffer.wrap(Zstd.compress(plain, 3))))
                    .isTrue();
        }
    }

    @Test
    void lz4WithEveryChecksumIsWhole() throws IOException {
        byte[] plain = SampleBytes.of(new Random(3), 300_000);
        var full = new ByteArrayOutputStream();
        try (OutputStream out = new LZ4FrameOutputStream(
                full,
                BLOCKSIZE.SIZE_64KB,
                plain.length,
                Bits.BLOCK_INDEPENDENCE,
                Bits.BLOCK_CHECKSUM,
                Bits.CONTENT_CHECKSUM,
                Bits.CONTENT_SIZE)) {
            out.write(plain);
        }
        var kafkas = new ByteArrayOutputStream();
        try (OutputStream out = new Lz4BlockOutputStream(kafkas, 4, 9, true, false)) {
            out.write(plain);
        }

        assertThat(CompressedForm.isWhole(CompressionType.LZ4, ByteBuffer.wrap(full.toByteArray())))
                .isTrue();
        assertThat(CompressedForm.isWhole(CompressionType.LZ4, ByteBuffer.wrap(kafkas.toByteArray())))
                .isTrue();
    }

    private static byte[] compress(CompressionType type, byte[] plain) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = Compression.of(type).compressInto(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }
}
