package io.weir.broker.request;

import io.weir.protocol.types.ErrorCode;

/** Says what to answer when a handler fails as a whole. */
public interface FailureCodes {

    /** The error for the client; {@link ErrorCode#UNKNOWN_SERVER_ERROR} for what nobody foresaw. */
    ErrorCode of(Throwable failure);
}
