package io.weir.protocol.compress;

import java.nio.ByteBuffer;

/** No compression: the buffer's own array as one chunk, or pieces of a buffer that shows no array. */
final class StoredChunks implements PlainChunks {

    private final ByteBuffer source;
    private byte[] array;
    private int start;
    private int end;

    private StoredChunks(ByteBuffer source, byte[] array) {
        this.source = source;
        this.array = array;
    }

    static PlainChunks open(ByteBuffer plain) {
        ByteBuffer source = plain.duplicate();
        return new StoredChunks(source, source.hasArray() ? new byte[0] : ChunkArrays.take());
    }

    @Override
    public boolean next() {
        if (!source.hasRemaining()) {
            return false;
        }
        if (source.hasArray()) {
            array = source.array();
            start = source.arrayOffset() + source.position();
            end = start + source.remaining();
            source.position(source.limit());
        } else {
            end = Math.min(source.remaining(), array.length);
            source.get(array, 0, end);
        }
        return true;
    }

    @Override
    public byte[] array() {
        return array;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public void close() {
        if (!source.hasArray() && array.length > 0) {
            ChunkArrays.give(array);
            array = new byte[0];
        }
    }
}
