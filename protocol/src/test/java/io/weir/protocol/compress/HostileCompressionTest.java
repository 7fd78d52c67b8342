package io.weir.protocol.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.weir.protocol.types.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged and malicious input ends in one kind of exception and costs little memory. */
class HostileCompressionTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyTruncationIsRefusedOrGivesAPrefix(CompressionType type) throws IOException {
        // given
        byte[] plain = SampleBytes.of(new Random(1), 3_000);
        byte[] compressed = compress(type, plain);

        for (int length = 0; length < compressed.length; length++) {
            ByteBuffer truncated = ByteBuffer.wrap(Arrays.copyOf(compressed, length));
            try {
                // when
                byte[] result = SampleBytes.decompress(type, truncated);

                // then: framed snappy has no end mark, so a cut between blocks shows only in what is missing
                assertThat(type).isEqualTo(CompressionType.SNAPPY);
                assertThat(result).isEqualTo(Arrays.copyOf(plain, result.length));
            } catch (MalformedMessageException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void mutationsAreReadOrRefused(CompressionType type) throws IOException {
        byte[] compressed = compress(type, SampleBytes.of(new Random(2), 20_000));
        long allocatedBefore = allocatedBytes();
        int refused = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            // given
            Random random = new Random(seed);
            byte[] damaged = compressed.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                // The beginning decides most, so half of all changes go there.
                int reach = random.nextBoolean() ? Math.min(32, damaged.length) : damaged.length;
                damaged[random.nextInt(reach)] = (byte) random.nextInt();
            }
            try {
                // when
                SampleBytes.decompress(type, ByteBuffer.wrap(damaged));
            } catch (MalformedMessageException expected) {
                refused++;
            }
        }

        // then
        assertThat(refused).isGreaterThan(500);
        assertThat((allocatedBytes() - allocatedBefore) / 3_000)
                .as("bytes for each")
                .isLessThan(MIB);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "LZ4", "ZSTD"})
    void bombCostsNoMemory(CompressionType type) throws IOException {
        // given
        byte[] bomb = compressZeros(type, 128);
        long allocatedBefore = allocatedBytes();

        // when
        long plainBytes = 0;
        try (PlainChunks chunks = Decompression.open(type, ByteBuffer.wrap(bomb), Decompression.MAX_PLAIN_BYTES)) {
            while (chunks.next()) {
                plainBytes += chunks.end() - chunks.start();
            }
        }

        // then
        assertThat(plainBytes).isEqualTo(128L * MIB);
        assertThat(allocatedBytes() - allocatedBefore).isLessThan(MIB);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void bombEndsAtTheLimit(CompressionType type) throws IOException {
        // given
        byte[] bomb = compressZeros(type, 4);

        // when, then
        assertThatThrownBy(() -> {
                    try (PlainChunks chunks = Decompression.open(type, ByteBuffer.wrap(bomb), MIB)) {
                        while (chunks.next()) {
                            assertThat(chunks.end() - chunks.start()).isLessThanOrEqualTo(MIB);
                        }
                    }
                })
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("limit of 1048576");
    }

    @Test
    void rawSnappyThatClaimsToBeHugeIsRefusedBeforeItIsGivenMemory() {
        // given: a block that claims 4 GiB - 1, and one that claims 1 GiB
        byte[] four = {-1, -1, -1, -1, 15, 0, 0};
        byte[] one = {-128, -128, -128, -128, 4, 0, 0};

        for (byte[] block : new byte[][] {four, one}) {
            // when, then
            assertThatThrownBy(() -> SampleBytes.decompress(CompressionType.SNAPPY, ByteBuffer.wrap(block)))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining("claims to hold");
        }
    }

    private static byte[] compress(CompressionType type, byte[] plain) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = Compression.of(type).compressInto(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }

    private static byte[] compressZeros(CompressionType type, int mebibytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        byte[] zeros = new byte[MIB];
        try (OutputStream out = Compression.of(type).compressInto(compressed)) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(zeros);
            }
        }
        return compressed.toByteArray();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
