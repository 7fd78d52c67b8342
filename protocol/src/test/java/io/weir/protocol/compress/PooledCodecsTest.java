package io.weir.protocol.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads share idle contexts and arrays without ever meeting in one. */
class PooledCodecsTest {

    private static final int TASKS = 400;

    @Test
    void manyThreadsReadEachTheirOwnBytes() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            // given
            List<Future<byte[]>> results = new ArrayList<>();

            // when
            for (int task = 0; task < TASKS; task++) {
                CompressionType type = CompressionType.forId(task % CompressionType.values().length);
                byte[] compressed = compress(type, plainOf(task));
                results.add(executor.submit(() -> SampleBytes.decompress(type, ByteBuffer.wrap(compressed))));
            }

            // then
            for (int task = 0; task < TASKS; task++) {
                assertThat(results.get(task).get()).isEqualTo(plainOf(task));
            }
        }
    }

    @Test
    void aPoolKeepsNoMoreThanThereAreProcessors() {
        // given
        Pool<Object> pool = new Pool<>(Object::new);
        int kept = 0;

        // when
        while (pool.give(new Object())) {
            kept++;
        }

        // then
        assertThat(kept).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private static byte[] plainOf(int task) {
        return SampleBytes.of(new Random(task), 150_000);
    }

    private static byte[] compress(CompressionType type, byte[] plain) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = Compression.of(type).compressInto(compressed)) {
            out.write(plain);
        }
        return compressed.toByteArray();
    }
}
