package io.weir.coordination.runtime;

import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The coordinator cannot answer; {@link #error()} is what the client is to be told. */
public final class CoordinatorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    public CoordinatorException(ErrorCode error, String message) {
        super(message);
        this.error = error;
    }

    public CoordinatorException(ErrorCode error, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /** The protocol error for the client. */
    public ErrorCode error() {
        return error;
    }

    /** The error to tell a client for any failure of a future: COORDINATOR_NOT_AVAILABLE unless the cause says more. */
    public static ErrorCode errorOf(Throwable failure) {
        return in(failure).map(CoordinatorException::error).orElse(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    }

    /** What a future has failed with, if it is one of these: somebody has said why. */
    static Optional<CoordinatorException> in(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof CoordinatorException known ? Optional.of(known) : Optional.empty();
    }
}
