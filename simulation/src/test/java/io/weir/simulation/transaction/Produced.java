package io.weir.simulation.transaction;

import io.weir.protocol.types.ErrorCode;

/** The answer to a write: the offset of its first record, or why it was refused. */
record Produced(ErrorCode error, long baseOffset) {

    static Produced refused(ErrorCode error) {
        return new Produced(error, -1);
    }
}
