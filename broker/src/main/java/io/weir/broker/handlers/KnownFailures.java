package io.weir.broker.handlers;

import io.weir.broker.request.FailureCodes;
import io.weir.log.error.LogException;
import io.weir.metadata.controller.NotLeaderException;
import io.weir.metadata.log.MetadataLogException;
import io.weir.protocol.types.ErrorCode;

/** The failures that the rooms below announce: a disk that is full or broken, a controller that is gone. */
public final class KnownFailures implements FailureCodes {

    @Override
    public ErrorCode of(Throwable failure) {
        return switch (failure) {
            case LogException e -> e.errorCode();
            case NotLeaderException _ -> ErrorCode.NOT_CONTROLLER;
            case MetadataLogException _ -> ErrorCode.KAFKA_STORAGE_ERROR;
            default -> ErrorCode.UNKNOWN_SERVER_ERROR;
        };
    }
}
