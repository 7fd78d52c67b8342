package io.weir.protocol.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A broker that never sees a codec never loads its classes, let alone its native library. */
class LazyCodecsTest {

    @Test
    void readingOneCodecLoadsNoOther() throws Exception {
        // given
        var loader = new RecordingLoader();
        Class<?> types = loader.loadClass(CompressionType.class.getName());
        Class<?> decompression = loader.loadClass(Decompression.class.getName());
        var open = decompression.getMethod("open", types, ByteBuffer.class, long.class);
        Object none = types.getEnumConstants()[CompressionType.NONE.id()];

        // when
        try (var chunks = (AutoCloseable) open.invoke(null, none, ByteBuffer.allocate(1), 1L)) {
            assertThat(chunks).isNotNull();
        }

        // then
        assertThat(loader.loaded)
                .contains(StoredChunks.class.getName())
                .noneMatch(name -> name.matches(".*(zstd|jpountz|xerial|Zstd|Lz4|Snappy|Gzip).*"));
    }

    /** Defines this package's classes again and remembers every class that anyone asks it for. */
    private static final class RecordingLoader extends ClassLoader {

        private final List<String> loaded = new ArrayList<>();

        RecordingLoader() {
            super(LazyCodecsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                loaded.add(name);
                Class<?> known = findLoadedClass(name);
                if (known != null || !name.startsWith("io.weir.protocol.compress.")) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
