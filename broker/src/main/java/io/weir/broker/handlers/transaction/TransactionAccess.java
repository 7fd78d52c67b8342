package io.weir.broker.handlers.transaction;

import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.protocol.types.ErrorCode;

/** What the requests of a transactional producer have in common. */
final class TransactionAccess {

    static final Access WRITE = Access.of(Operation.WRITE, ResourceType.TRANSACTIONAL_ID);
    static final Access DESCRIBE = Access.of(Operation.DESCRIBE, ResourceType.TRANSACTIONAL_ID);

    /** From version 2 on of AddPartitionsToTxn, AddOffsetsToTxn and EndTxn clients know PRODUCER_FENCED. */
    private static final int FIRST_VERSION_WITH_FENCED = 2;

    private TransactionAccess() {}

    /** NONE when the principal may write with this transactional id. */
    static ErrorCode refusal(RequestContext context, String transactionalId) {
        return context.permits(WRITE, transactionalId)
                ? ErrorCode.NONE
                : ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    }

    /** The error as clients of this version know it. */
    static ErrorCode told(ErrorCode error, int version) {
        return error == ErrorCode.PRODUCER_FENCED && version < FIRST_VERSION_WITH_FENCED
                ? ErrorCode.INVALID_PRODUCER_EPOCH
                : error;
    }
}
