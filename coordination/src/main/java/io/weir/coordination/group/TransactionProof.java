package io.weir.coordination.group;

import io.weir.protocol.types.ErrorCode;

/**
 * What a group holds against a transaction it has not seen yet, until the transaction coordinator has been asked.
 *
 * @param error why nothing can be committed here now; NONE otherwise
 * @param number known to the group alone
 */
public record TransactionProof(ErrorCode error, long number) {

    /** Nobody has to be asked: the transaction is open here. */
    public boolean isAlreadyOpen() {
        return number == TxnOffsetCommits.ALREADY_OPEN;
    }
}
