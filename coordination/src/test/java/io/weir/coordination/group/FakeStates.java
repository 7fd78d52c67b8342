package io.weir.coordination.group;

import io.weir.coordination.share.DeliveryStates;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** States of delivery in memory: where each begins. A test may let it fail. */
public final class FakeStates implements DeliveryStates {

    private final Map<SharePartitionKey, Long> starts = new HashMap<>();
    private ErrorCode failure = ErrorCode.NONE;

    void failWith(ErrorCode error) {
        failure = error;
    }

    Map<SharePartitionKey, Long> starts() {
        return starts;
    }

    @Override
    public CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        if (!failure.isError()) {
            starts.put(key, startOffset);
        }
        return CompletableFuture.completedFuture(failure);
    }

    @Override
    public CompletableFuture<ErrorCode> delete(SharePartitionKey key) {
        if (!failure.isError()) {
            starts.remove(key);
        }
        return CompletableFuture.completedFuture(failure);
    }
}
