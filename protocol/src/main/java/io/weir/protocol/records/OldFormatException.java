package io.weir.protocol.records;

import io.weir.protocol.types.ErrorCode;

/**
 * A record set in message format 0 or 1, the formats before Kafka 0.11. They are neither parsed nor converted. Kafka
 * answers INVALID_RECORD to a producer that sends one with Produce version 3 or later.
 */
public final class OldFormatException extends InvalidBatchException {

    private static final long serialVersionUID = 1L;

    private final int magic;

    public OldFormatException(int magic) {
        super(
                ErrorCode.INVALID_RECORD,
                "Records are in message format " + magic + "; only format 2 is accepted (Kafka clients since 0.11)");
        this.magic = magic;
    }

    /** The format that was found, 0 or 1. */
    public int magic() {
        return magic;
    }
}
