package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;

/** Ends a stream that expands beyond what its reader is willing to read. */
final class LimitedChunks implements PlainChunks {

    private final PlainChunks chunks;
    private final long maxBytes;
    private long bytesSoFar;

    LimitedChunks(PlainChunks chunks, long maxBytes) {
        this.chunks = chunks;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean next() {
        if (!chunks.next()) {
            return false;
        }
        bytesSoFar += chunks.end() - chunks.start();
        if (bytesSoFar > maxBytes) {
            throw new MalformedMessageException("compressed bytes expand beyond the limit of " + maxBytes + " bytes");
        }
        return true;
    }

    @Override
    public byte[] array() {
        return chunks.array();
    }

    @Override
    public int start() {
        return chunks.start();
    }

    @Override
    public int end() {
        return chunks.end();
    }

    @Override
    public void close() {
        chunks.close();
    }
}
