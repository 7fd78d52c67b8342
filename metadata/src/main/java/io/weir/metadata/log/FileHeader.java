package io.weir.metadata.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first {@value #SIZE_BYTES} bytes of each file of a local metadata log: int32 magic, int32 format version, int32
 * node id, int64 offset, 32 bytes of the cluster's id in ASCII (padded with zeros), int32 CRC-32C of all before.
 *
 * @param magic  tells segments from snapshots
 * @param offset of a segment: of its first entry; of a snapshot: of the last entry in it
 */
record FileHeader(int magic, int nodeId, long offset, String clusterId) {

    static final int SIZE_BYTES = 56;

    /** "WMLG" */
    static final int SEGMENT_MAGIC = 0x574D4C47;

    /** "WMSN" */
    static final int SNAPSHOT_MAGIC = 0x574D534E;

    private static final int FORMAT_VERSION = 1;
    private static final int CLUSTER_ID_BYTES = 32;

    ByteBuffer toBytes() {
        byte[] id = clusterId.getBytes(StandardCharsets.US_ASCII);
        if (id.length > CLUSTER_ID_BYTES) {
            throw new IllegalArgumentException(
                    "Cluster id " + clusterId + " has more than " + CLUSTER_ID_BYTES + " characters");
        }
        ByteBuffer out = ByteBuffer.allocate(SIZE_BYTES);
        out.putInt(magic).putInt(FORMAT_VERSION).putInt(nodeId).putLong(offset);
        out.put(id).position(SIZE_BYTES - Integer.BYTES);
        out.putInt(crc(out)).flip();
        return out;
    }

    /**
     * Reads a header, from a buffer at its beginning.
     *
     * @throws DamageException when it is no header of this kind or version
     */
    static FileHeader read(ByteBuffer in, int expectedMagic) throws DamageException {
        if (in.remaining() < SIZE_BYTES) {
            throw new DamageException(0, "it has " + in.remaining() + " bytes and a header has " + SIZE_BYTES);
        }
        ByteBuffer header = in.slice(in.position(), SIZE_BYTES);
        in.position(in.position() + SIZE_BYTES);
        int magic = header.getInt();
        int version = header.getInt();
        int nodeId = header.getInt();
        long offset = header.getLong();
        byte[] id = new byte[CLUSTER_ID_BYTES];
        header.get(id);
        if (magic != expectedMagic) {
            throw new DamageException(0, "it does not begin as a file of the metadata log does");
        }
        if (crc(header) != header.getInt()) {
            throw new DamageException(0, "the checksum of its header is wrong");
        }
        if (version != FORMAT_VERSION) {
            throw new DamageException(
                    0,
                    "it has format version " + version + ", and this version of Weir knows " + FORMAT_VERSION
                            + "; a newer version may have written it");
        }
        return new FileHeader(magic, nodeId, offset, new String(id, StandardCharsets.US_ASCII).trim());
    }

    private static int crc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, SIZE_BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }
}
