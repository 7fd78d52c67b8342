package io.weir.protocol.records;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.compress.Decompression;
import io.weir.protocol.compress.PlainChunks;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Puts the records of a batch into another codec. The records themselves are not looked at. */
public final class BatchCompressor {

    private BatchCompressor() {}

    /**
     * A copy of the batch whose records are compressed as {@code target} says, for a topic with a
     * {@code compression.type} of its own. All other fields stay as they are.
     *
     * @param maxPlainBytes more than this is not decompressed
     * @throws InvalidBatchException if the records cannot be decompressed, or expand beyond the limit
     */
    public static ByteBuffer recompress(RecordBatch batch, Compression target, long maxPlainBytes) {
        GrowableBytes out = new GrowableBytes(batch.sizeBytes());
        out.write(batch.bytes().limit(RecordBatch.HEADER_BYTES));
        try (PlainChunks chunks = Decompression.open(batch.compression(), batch.recordsBytes(), maxPlainBytes);
                OutputStream compressed = target.compressInto(out)) {
            while (chunks.next()) {
                compressed.write(chunks.array(), chunks.start(), chunks.end() - chunks.start());
            }
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "Records cannot be decompressed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer copy = out.toBuffer();
        RecordBatch.at(copy, 0).replaceRecords(target.type(), copy.limit());
        return copy;
    }

    /** Compresses the records behind a header that is still to be written; needs no copy where there is no codec. */
    static ByteBuffer compress(GrowableBytes plain, Compression compression) {
        if (compression.type() == CompressionType.NONE) {
            return plain.toBuffer();
        }
        GrowableBytes out = new GrowableBytes(RecordBatch.HEADER_BYTES + (plain.size() >> 1));
        out.skip(RecordBatch.HEADER_BYTES);
        try (OutputStream compressed = compression.compressInto(out)) {
            compressed.write(plain.array(), RecordBatch.HEADER_BYTES, plain.size() - RecordBatch.HEADER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toBuffer();
    }
}
