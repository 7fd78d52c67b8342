package io.weir.protocol.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka's own codecs read what ours write, and the other way round. */
class CodecOracleTest {

    private static final byte MAGIC_V2 = 2;
    private static final int SEEDS = 60;

    static Stream<Compression> levels() {
        return Stream.concat(
                Stream.of(CompressionType.values()).map(Compression::of),
                Stream.of(
                        new Compression(CompressionType.GZIP, 1),
                        new Compression(CompressionType.GZIP, 9),
                        new Compression(CompressionType.LZ4, 1),
                        new Compression(CompressionType.LZ4, 17),
                        new Compression(CompressionType.ZSTD, -5),
                        new Compression(CompressionType.ZSTD, 12),
                        new Compression(CompressionType.ZSTD, 22)));
    }

    @ParameterizedTest
    @MethodSource("levels")
    void whatWeCompressKafkaDecompresses(Compression compression) throws IOException {
        for (long seed = 0; seed < seedsFor(compression); seed++) {
            // given
            byte[] plain = SampleBytes.ofSeed(seed);

            // when
            var compressed = new ByteArrayOutputStream();
            try (OutputStream out = compression.compressInto(compressed)) {
                out.write(plain);
            }

            // then
            assertThat(kafkaDecompresses(compression.type(), compressed.toByteArray()))
                    .as("seed %d", seed)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatKafkaCompressesWeDecompress(CompressionType type) throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            // given
            byte[] plain = SampleBytes.ofSeed(seed);
            ByteBuffer compressed = kafkaCompresses(type, plain);

            // when
            byte[] result = SampleBytes.decompress(type, compressed);

            // then
            assertThat(result).as("seed %d", seed).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyKindOfBufferWillDo(CompressionType type) throws IOException {
        // given
        byte[] plain = SampleBytes.ofSeed(7);
        ByteBuffer compressed = kafkaCompresses(type, plain);
        int size = compressed.remaining();
        ByteBuffer direct = ByteBuffer.allocateDirect(size + 9).put(5, compressed, compressed.position(), size);
        ByteBuffer middle = ByteBuffer.allocate(size + 9).put(5, compressed, compressed.position(), size);

        for (ByteBuffer buffer : List.of(
                direct.slice(5, size),
                middle.slice(5, size),
                middle.slice(5, size).asReadOnlyBuffer())) {
            // when
            byte[] result = SampleBytes.decompress(type, buffer);

            // then
            assertThat(result).isEqualTo(plain);
            assertThat(buffer.position()).isZero();
        }
    }

    private static int seedsFor(Compression compression) {
        // The highest zstd level allocates hundreds of megabytes for each stream.
        return compression.level() == 22 ? 1 : SEEDS;
    }

    private static ByteBuffer kafkaCompresses(CompressionType type, byte[] plain) throws IOException {
        var target = new ByteBufferOutputStream(plain.length + 100);
        try (OutputStream out = kafkaCodec(type).wrapForOutput(target, MAGIC_V2)) {
            out.write(plain);
        }
        return target.buffer().flip();
    }

    private static byte[] kafkaDecompresses(CompressionType type, byte[] compressed) throws IOException {
        try (InputStream in =
                kafkaCodec(type).wrapForInput(ByteBuffer.wrap(compressed), MAGIC_V2, BufferSupplier.NO_CACHING)) {
            return in.readAllBytes();
        }
    }

    private static org.apache.kafka.common.compress.Compression kafkaCodec(CompressionType type) {
        return org.apache.kafka.common.compress.Compression.of(type.configName())
                .build();
    }
}
