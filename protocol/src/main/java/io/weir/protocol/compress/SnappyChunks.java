package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * Snappy, in both shapes Kafka's readers accept: the framing of snappy-java (a header, then length-prefixed blocks;
 * several streams in a row are one stream), and a single raw block, which librdkafka and others send.
 */
final class SnappyChunks implements PlainChunks {

    /** 0x82 "SNAPPY" 0, then two ints: version and lowest compatible version. */
    private static final int MAGIC_HEAD = 0x82534e41;

    private static final int MAGIC_TAIL = 0x50505900;
    private static final int HEADER_BYTES = 16;

    /** The densest element of the format is a copy of 64 bytes told in 3: no block expands further. */
    private static final long MAX_EXPANSION = 22;

    /** A block must be held as a whole; snappy-java, and so Kafka, draws the line here. */
    private static final long MAX_BLOCK_BYTES = 512L << 20;

    private final HeapBytes in;
    private final long maxBlockBytes;
    private final boolean framed;
    private byte[] array = ChunkArrays.take();
    private int end;

    private SnappyChunks(HeapBytes in, long maxBlockBytes, boolean framed) {
        this.in = in;
        this.maxBlockBytes = maxBlockBytes;
        this.framed = framed;
    }

    static PlainChunks open(HeapBytes in, long maxPlainBytes) {
        if (in.remaining() == 0) {
            throw new MalformedMessageException("snappy stream is empty");
        }
        return new SnappyChunks(in, Math.min(maxPlainBytes, MAX_BLOCK_BYTES), startsWithHeader(in));
    }

    private static boolean startsWithHeader(HeapBytes in) {
        return in.remaining() >= HEADER_BYTES
                && in.peekBigEndianInt(0) == MAGIC_HEAD
                && in.peekBigEndianInt(Integer.BYTES) == MAGIC_TAIL;
    }

    @Override
    public boolean next() {
        do {
            while (framed && startsWithHeader(in)) {
                in.take(HEADER_BYTES, "snappy header");
            }
            if (in.remaining() == 0) {
                return false;
            }
            int length = framed ? in.takeBigEndianInt("snappy block length") : in.remaining();
            end = decompress(in.take(length, "snappy block"), length);
        } while (end == 0);
        return true;
    }

    private int decompress(int from, int length) {
        try {
            int plainLength = Snappy.uncompressedLength(in.array(), from, length);
            long limit = Math.min(length * MAX_EXPANSION, maxBlockBytes);
            if (plainLength < 0 || plainLength > limit) {
                throw new MalformedMessageException("snappy block of " + length + " bytes claims to hold "
                        + Integer.toUnsignedString(plainLength) + "; the limit is " + limit);
            }
            if (plainLength > array.length) {
                ChunkArrays.give(array);
                array = new byte[plainLength];
            }
            return Snappy.rawUncompress(in.array(), from, length, array, 0);
        } catch (IOException e) {
            throw new MalformedMessageException("snappy block is damaged: " + e.getMessage(), e);
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
        ChunkArrays.give(array);
        array = new byte[0];
    }
}
