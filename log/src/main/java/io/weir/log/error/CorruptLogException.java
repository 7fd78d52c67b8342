package io.weir.log.error;

import io.weir.protocol.types.ErrorCode;
import java.nio.file.Path;

/**
 * A file holds bytes that were once written whole and are damaged now, as opposed to a tail that a crash tore. The log
 * it belongs to is offline until somebody looks.
 */
public final class CorruptLogException extends LogException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long position;
    private final long offset;

    /**
     * @param position byte position of the damaged batch in the file
     * @param offset the offset the damaged batch should begin with
     */
    public CorruptLogException(Path file, long position, long offset, String reason) {
        super(
                ErrorCode.KAFKA_STORAGE_ERROR,
                "Corrupt batch in " + file + " at position " + position + ", offset " + offset + ": " + reason
                        + ". Restore the file from a copy, or cut it at this position and lose what follows",
                null);
        this.file = file;
        this.position = position;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    public long position() {
        return position;
    }

    public long offset() {
        return offset;
    }
}
