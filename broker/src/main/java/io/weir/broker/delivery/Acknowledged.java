package io.weir.broker.delivery;

import io.weir.protocol.types.ErrorCode;
import java.util.Optional;

/**
 * What comes of acknowledgements.
 *
 * @param error NONE, or why nothing of it counts
 * @param message why, where it is an error
 * @param write what has to be written before it counts, if anything
 */
public record Acknowledged(ErrorCode error, String message, Optional<Write> write) {

    static Acknowledged refused(ErrorCode error, String message) {
        return new Acknowledged(error, message, Optional.empty());
    }

    static Acknowledged accepted(Optional<Write> write) {
        return new Acknowledged(ErrorCode.NONE, "", write);
    }
}
