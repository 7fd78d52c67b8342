package io.weir.coordination.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** Where the state of delivery of partitions is kept: the share coordinator. The futures never fail. */
public interface DeliveryStates {

    /** Makes a state, in place of what was; from -1 delivery begins where the group's settings say. */
    CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset);

    /** Forgets a state; one that is not there is forgotten already. */
    CompletableFuture<ErrorCode> delete(SharePartitionKey key);
}
