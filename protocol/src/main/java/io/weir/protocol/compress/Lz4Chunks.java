package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * One lz4 frame (LZ4 Frame Format 1.5.1 and later) of independent blocks, which is what Kafka's readers accept.
 *
 * <p>Block checksums are verified. A content checksum must be there when announced, and is not verified, as in Kafka:
 * the batch around it carries a stronger one over all of its bytes.
 */
final class Lz4Chunks implements PlainChunks {

    private static final int STORED_FLAG = 0x80000000;
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.fastestInstance().safeDecompressor();
    private static final XXHash32 HASH = XXHashFactory.fastestInstance().hash32();

    private final HeapBytes in;
    private final Lz4FrameHeader header;
    private byte[] scratch = ChunkArrays.take();
    private byte[] array = scratch;
    private int start;
    private int end;
    private boolean finished;

    private Lz4Chunks(HeapBytes in, Lz4FrameHeader header) {
        this.in = in;
        this.header = header;
    }

    static PlainChunks open(HeapBytes in) {
        return new Lz4Chunks(in, Lz4FrameHeader.read(in, HASH));
    }

    @Override
    public boolean next() {
        while (!finished) {
            int word = in.takeInt("lz4 block length");
            if (word == 0) {
                finish();
            } else {
                readBlock(word);
                if (end > start) {
                    return true;
                }
            }
        }
        return false;
    }

    private void readBlock(int word) {
        int length = word & ~STORED_FLAG;
        if (length > header.maxBlockBytes()) {
            throw new MalformedMessageException(
                    "lz4 block of " + length + " bytes exceeds the frame's limit of " + header.maxBlockBytes());
        }
        int from = in.take(length, "lz4 block");
        if (header.hasBlockChecksums() && in.takeInt("lz4 block checksum") != HASH.hash(in.array(), from, length, 0)) {
            throw new MalformedMessageException("lz4 block checksum does not match");
        }
        if ((word & STORED_FLAG) != 0) {
            array = in.array();
            start = from;
            end = from + length;
        } else {
            int plainLength = decompress(from, length);
            array = scratch;
            start = 0;
            end = plainLength;
        }
    }

    /**
     * A block does not tell its plain length. Many writers announce 4 MiB blocks for a batch of a few KiB, so the array
     * grows only when the decompressor asks for more.
     */
    private int decompress(int from, int length) {
        while (true) {
            int room = Math.min(scratch.length, header.maxBlockBytes());
            try {
                return DECOMPRESSOR.decompress(in.array(), from, length, scratch, 0, room);
            } catch (LZ4Exception e) {
                if (room >= Math.min(length * 255L, header.maxBlockBytes())) {
                    throw new MalformedMessageException("lz4 block is damaged: " + e.getMessage(), e);
                }
                ChunkArrays.give(scratch);
                scratch = new byte[Math.min(room * 4, header.maxBlockBytes())];
            }
        }
    }

    private void finish() {
        finished = true;
        if (header.hasContentChecksum()) {
            in.take(Integer.BYTES, "lz4 content checksum");
        }
        if (in.remaining() > 0) {
            throw new MalformedMessageException(in.remaining() + " bytes follow the end of the lz4 frame");
        }
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
        ChunkArrays.give(scratch);
        scratch = new byte[0];
        array = scratch;
        finished = true;
    }
}
