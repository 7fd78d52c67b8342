package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Gzip (RFC 1952): one member or several in a row, each with its checksum verified. */
final class GzipChunks implements PlainChunks {

    private static final Pool<Inflater> INFLATERS = new Pool<>(() -> new Inflater(true));

    private final HeapBytes in;
    private final CRC32 crc = new CRC32();
    private final byte[] array = ChunkArrays.take();
    private @Nullable Inflater inflater;
    private boolean insideMember;
    private int membersRead;
    private int end;

    private GzipChunks(HeapBytes in, Inflater inflater) {
        this.in = in;
        this.inflater = inflater;
    }

    static PlainChunks open(HeapBytes in) {
        return new GzipChunks(in, INFLATERS.take());
    }

    @Override
    public boolean next() {
        Inflater open = inflater;
        if (open == null) {
            return false;
        }
        do {
            if (!insideMember) {
                if (membersRead > 0 && in.remaining() == 0) {
                    return false;
                }
                beginMember(open);
            }
            end = inflate(open);
            crc.update(array, 0, end);
            if (open.finished()) {
                endMember(open);
            }
        } while (end == 0);
        return true;
    }

    private void beginMember(Inflater open) {
        GzipHeader.skip(in);
        crc.reset();
        open.reset();
        open.setInput(in.array(), in.position(), in.remaining());
        insideMember = true;
    }

    private int inflate(Inflater open) {
        try {
            int count = open.inflate(array);
            if (count == 0 && !open.finished()) {
                throw new MalformedMessageException(
                        open.needsDictionary() ? "gzip stream asks for a dictionary" : "gzip stream is cut off");
            }
            return count;
        } catch (DataFormatException e) {
            throw new MalformedMessageException("gzip stream is damaged: " + e.getMessage(), e);
        }
    }

    private void endMember(Inflater open) {
        in.take(in.remaining() - open.getRemaining(), "gzip stream");
        int storedCrc = in.takeInt("gzip checksum");
        int storedLength = in.takeInt("gzip length");
        if (storedCrc != (int) crc.getValue() || storedLength != (int) open.getBytesWritten()) {
            throw new MalformedMessageException("gzip checksum or length does not match its content");
        }
        insideMember = false;
        membersRead++;
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
        Inflater open = inflater;
        if (open != null) {
            inflater = null;
            ChunkArrays.give(array);
            // Drops the reference to the caller's bytes as well.
            open.reset();
            if (!INFLATERS.give(open)) {
                open.end();
            }
        }
    }
}
