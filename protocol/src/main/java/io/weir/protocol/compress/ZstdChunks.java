package io.weir.protocol.compress;

import com.github.luben.zstd.ZstdException;
import io.weir.protocol.types.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/** Zstandard (RFC 8878): one frame or several in a row, decompressed through a pooled native context. */
final class ZstdChunks implements PlainChunks {

    private static final Pool<ZstdDecoder> DECODERS = new Pool<>(ZstdDecoder::new);

    /**
     * A context keeps the largest window it ever saw, and a frame of a few bytes can ask for 128 MiB. Those that saw
     * more than this, which takes a level above 19, are freed after use.
     */
    private static final long LARGEST_KEPT_WINDOW_BYTES = 8 << 20;

    private final HeapBytes in;
    private final byte[] array = ChunkArrays.take();
    private @Nullable ZstdDecoder decoder;
    private boolean keepDecoder = true;
    private boolean betweenFrames = true;
    private int end;

    private ZstdChunks(HeapBytes in, ZstdDecoder decoder) {
        this.in = in;
        this.decoder = decoder;
    }

    static PlainChunks open(HeapBytes in) {
        if (in.remaining() == 0) {
            throw new MalformedMessageException("zstd stream is empty");
        }
        return new ZstdChunks(in, DECODERS.take());
    }

    @Override
    public boolean next() {
        ZstdDecoder open = decoder;
        if (open == null) {
            return false;
        }
        try {
            do {
                if (betweenFrames) {
                    if (in.remaining() == 0) {
                        return false;
                    }
                    keepDecoder &= ZstdFrameHeader.windowBytes(in) <= LARGEST_KEPT_WINDOW_BYTES;
                }
                betweenFrames = open.step(in);
                end = open.drain(array);
                if (end == 0 && !betweenFrames && in.remaining() == 0) {
                    throw new MalformedMessageException("zstd frame is cut off");
                }
            } while (end == 0);
            return true;
        } catch (ZstdException e) {
            throw new MalformedMessageException("zstd frame is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] array() {
        return array;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public void close() {
        ZstdDecoder open = decoder;
        if (open != null) {
            decoder = null;
            ChunkArrays.give(array);
            open.reset();
            if (!keepDecoder || !DECODERS.give(open)) {
                open.close();
            }
        }
    }
}
