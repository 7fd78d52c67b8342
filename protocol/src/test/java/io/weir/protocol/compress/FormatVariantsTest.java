package io.weir.protocol.compress;

import static io.weir.protocol.compress.SampleBytes.decompress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.weir.protocol.types.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG.Bits;
import org.apache.kafka.common.compress.Lz4BlockOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyOutputStream;

/** The shapes of each format that clients other than the Java one send. */
class FormatVariantsTest {

    private final byte[] plain = SampleBytes.of(new Random(42), 700_000);

    @ParameterizedTest
    @EnumSource
    void lz4FramesWithEveryChecksumAndBlockSize(BLOCKSIZE blockSize) throws IOException {
        // given
        var frame = new ByteArrayOutputStream();
        try (OutputStream out = new LZ4FrameOutputStream(
                frame,
                blockSize,
                plain.length,
                Bits.BLOCK_INDEPENDENCE,
                Bits.BLOCK_CHECKSUM,
                Bits.CONTENT_CHECKSUM,
                Bits.CONTENT_SIZE)) {
            out.write(plain);
        }

        // when
        byte[] result = decompress(CompressionType.LZ4, ByteBuffer.wrap(frame.toByteArray()));

        // then
        assertThat(result).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void lz4FramesOfKafkaWithBlockChecksums(int blockSizeCode) throws IOException {
        // given
        var frame = new ByteArrayOutputStream();
        try (OutputStream out = new Lz4BlockOutputStream(frame, blockSizeCode, 9, true, false)) {
            out.write(plain);
        }

        // when
        byte[] result = decompress(CompressionType.LZ4, ByteBuffer.wrap(frame.toByteArray()));

        // then
        assertThat(result).isEqualTo(plain);
    }

    @Test
    void lz4BlockWithWrongChecksumIsRefused() throws IOException {
        // given
        var frame = new ByteArrayOutputStream();
        try (OutputStream out = new Lz4BlockOutputStream(frame, 4, 9, true, false)) {
            out.write(1);
        }
        byte[] damaged = frame.toByteArray();
        damaged[damaged.length - 5] ^= 1;

        // when, then
        assertThatThrownBy(() -> decompress(CompressionType.LZ4, ByteBuffer.wrap(damaged)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("lz4 block checksum does not match");
    }

    @Test
    void snappyWithoutFraming() throws IOException {
        // given
        byte[] raw = Snappy.compress(plain);

        // when
        byte[] result = decompress(CompressionType.SNAPPY, ByteBuffer.wrap(raw));

        // then
        assertThat(result).isEqualTo(plain);
    }

    @Test
    void snappyStreamsInARow() throws IOException {
        // given
        var both = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            try (OutputStream out = new SnappyOutputStream(both, 100_000)) {
                out.write(plain, i * plain.length / 2, plain.length / 2);
            }
        }

        // when
        byte[] result = decompress(CompressionType.SNAPPY, ByteBuffer.wrap(both.toByteArray()));

        // then
        assertThat(result).isEqualTo(plain);
    }

    @Test
    void gzipMembersInARow() throws IOException {
        // given
        var both = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            OutputStream out = new GZIPOutputStream(both);
            out.write(plain, i * plain.length / 2, plain.length / 2);
            out.close();
        }

        // when
        byte[] result = decompress(CompressionType.GZIP, ByteBuffer.wrap(both.toByteArray()));

        // then
        assertThat(result).isEqualTo(plain);
    }

    @Test
    void gzipHeaderWithEveryOptionalField() throws IOException {
        // given
        var bare = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bare)) {
            out.write(plain);
        }
        byte[] member = bare.toByteArray();
        var full = new ByteArrayOutputStream();
        full.write(member, 0, 3);
        full.write(0x1e);
        full.write(member, 4, 6);
        full.write(new byte[] {3, 0, 9, 9, 9, 'n', 'a', 0, 'c', 0});
        var crc = new CRC32();
        crc.update(full.toByteArray());
        full.write((int) crc.getValue());
        full.write((int) crc.getValue() >> 8);
        full.write(member, 10, member.length - 10);

        // when
        byte[] result = decompress(CompressionType.GZIP, ByteBuffer.wrap(full.toByteArray()));

        // then
        assertThat(result).isEqualTo(plain);
    }

    @Test
    void zstdFramesInARowWithKnownSizesAndSkippableOnes() throws IOException {
        // given
        var frames = new ByteArrayOutputStream();
        frames.write(Zstd.compress(plain, 3));
        frames.write(new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 1});
        frames.write(Zstd.compress(plain, 19));

        // when
        byte[] result = decompress(CompressionType.ZSTD, ByteBuffer.wrap(frames.toByteArray()));

        // then
        assertThat(result).hasSize(2 * plain.length).startsWith(plain).endsWith(plain);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void foreignBytesBehindTheEndAreRefused(CompressionType type) throws IOException {
        // given
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = Compression.of(type).compressInto(compressed)) {
            out.write(plain);
        }
        compressed.write(new byte[] {7, 7, 7});

        // when, then
        assertThatThrownBy(() -> decompress(type, ByteBuffer.wrap(compressed.toByteArray())))
                .isInstanceOf(MalformedMessageException.class);
    }
}
