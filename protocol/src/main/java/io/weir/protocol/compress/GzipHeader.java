package io.weir.protocol.compress;

import io.weir.protocol.types.MalformedMessageException;
import java.util.zip.CRC32;

/** The header of a gzip member (RFC 1952, section 2.3). Nothing in it matters here but where it ends. */
final class GzipHeader {

    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC_FLAG = 0x02;
    private static final int EXTRA_FLAG = 0x04;
    private static final int NAME_FLAG = 0x08;
    private static final int COMMENT_FLAG = 0x10;
    private static final int RESERVED_FLAGS = 0xe0;
    private static final int TIME_FLAGS_AND_SYSTEM_BYTES = 6;

    private GzipHeader() {}

    static void skip(HeapBytes in) {
        int from = in.position();
        if (in.takeShort("gzip magic") != MAGIC) {
            throw new MalformedMessageException("not a gzip stream: wrong magic");
        }
        if (in.takeByte("gzip method") != DEFLATE) {
            throw new MalformedMessageException("gzip method is not deflate");
        }
        int flags = in.takeByte("gzip flags");
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new MalformedMessageException("gzip header has reserved flags set");
        }
        in.take(TIME_FLAGS_AND_SYSTEM_BYTES, "gzip header");
        if ((flags & EXTRA_FLAG) != 0) {
            in.take(in.takeShort("gzip extra field"), "gzip extra field");
        }
        if ((flags & NAME_FLAG) != 0) {
            skipText(in);
        }
        if ((flags & COMMENT_FLAG) != 0) {
            skipText(in);
        }
        if ((flags & HEADER_CRC_FLAG) != 0) {
            checkCrc(in, from);
        }
    }

    private static void skipText(HeapBytes in) {
        int next;
        do {
            next = in.takeByte("gzip header text");
        } while (next != 0);
    }

    private static void checkCrc(HeapBytes in, int from) {
        CRC32 crc = new CRC32();
        crc.update(in.array(), from, in.position() - from);
        if (in.takeShort("gzip header checksum") != (int) (crc.getValue() & 0xffff)) {
            throw new MalformedMessageException("gzip header checksum does not match");
        }
    }
}
