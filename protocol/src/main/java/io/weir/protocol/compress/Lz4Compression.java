package io.weir.protocol.compress;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/** Writes lz4 frames of independent 64 KiB blocks, the only kind that every Kafka client reads. */
final class Lz4Compression {

    private static final long UNKNOWN_SIZE = -1;

    private Lz4Compression() {}

    static OutputStream open(OutputStream target, int level) throws IOException {
        return new LZ4FrameOutputStream(
                target,
                BLOCKSIZE.SIZE_64KB,
                UNKNOWN_SIZE,
                compressor(level),
                XXHashFactory.fastestInstance().hash32(),
                FLG.Bits.BLOCK_INDEPENDENCE);
    }

    /** The default level means the fast compressor, as in Kafka; every other one the high compressor. */
    private static LZ4Compressor compressor(int level) {
        LZ4Factory factory = LZ4Factory.fastestInstance();
        boolean fast = level == Compression.defaultLevel(CompressionType.LZ4);
        return fast ? factory.fastCompressor() : factory.highCompressor(level);
    }
}
