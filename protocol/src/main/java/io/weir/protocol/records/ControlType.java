package io.weir.protocol.records;

import java.nio.ByteBuffer;

/** What a control record is for; its key says it: a version and a type, both int16. */
public enum ControlType {
    ABORT(0),
    COMMIT(1),
    LEADER_CHANGE(2),
    SNAPSHOT_HEADER(3),
    SNAPSHOT_FOOTER(4),
    KRAFT_VERSION(5),
    KRAFT_VOTERS(6),
    /** A type of the future: skipped by whoever reads it. */
    UNKNOWN(-1);

    private static final int KEY_BYTES = 2 * Short.BYTES;
    private static final short KEY_VERSION = 0;

    private final short id;

    ControlType(int id) {
        this.id = (short) id;
    }

    public short id() {
        return id;
    }

    /** The key of a control record of this type. */
    public ByteBuffer key() {
        if (this == UNKNOWN) {
            throw new IllegalStateException("A control record of unknown type cannot be written");
        }
        return ByteBuffer.allocate(KEY_BYTES).putShort(KEY_VERSION).putShort(id).flip();
    }

    /**
     * The type of a record in a control batch. Later versions of the key are read as far as they are known.
     *
     * @throws InvalidBatchException if the key is missing, too short, or has a negative version
     */
    public static ControlType of(Record record) {
        ByteBuffer key = record.key();
        if (key == null || key.remaining() < KEY_BYTES) {
            throw InvalidBatchException.invalid("Control record at offset " + record.offset() + " has a key of "
                    + (key == null ? 0 : key.remaining()) + " bytes; it needs " + KEY_BYTES);
        }
        short version = key.getShort(key.position());
        if (version < 0) {
            throw InvalidBatchException.invalid(
                    "Control record at offset " + record.offset() + " has a key of version " + version);
        }
        short id = key.getShort(key.position() + Short.BYTES);
        for (ControlType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
