package io.weir.protocol.compress;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one zstd frame. */
final class ZstdCompression {

    private ZstdCompression() {}

    static OutputStream open(OutputStream target, int level) throws IOException {
        return new ZstdOutputStreamNoFinalizer(target, RecyclingBufferPool.INSTANCE, level);
    }
}
