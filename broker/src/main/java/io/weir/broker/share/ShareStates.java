package io.weir.broker.share;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.InternalTopics;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.share.DeliveryStates;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The states of share groups as their coordinator needs them: the internal topic is created when it is first needed, and
 * a coordinator that is being loaded is waited for.
 */
final class ShareStates implements DeliveryStates {

    private static final int PATIENCE_MS = 2_000;
    private static final int PAUSE_MS = 20;

    private static final Set<ErrorCode> PASSING = Set.of(
            ErrorCode.NOT_COORDINATOR,
            ErrorCode.COORDINATOR_NOT_AVAILABLE,
            ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
            // The topic has just been created, and its coordinator has not heard of it.
            ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);

    private final Cluster cluster;
    private final ShareStateKeeper states;
    private final CoordinatorTime time;
    private final Consumer<SharePartitionKey> whenReplaced;

    /** @param whenReplaced told of states that are not what they were */
    ShareStates(
            Cluster cluster, ShareStateKeeper states, CoordinatorTime time, Consumer<SharePartitionKey> whenReplaced) {
        this.cluster = cluster;
        this.states = states;
        this.time = time;
        this.whenReplaced = whenReplaced;
    }

    @Override
    public CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return ready().thenCompose(_ -> tryUntilDone(() -> states.initialize(key, stateEpoch, startOffset), giveUpMs()))
                .exceptionally(_ -> ErrorCode.COORDINATOR_NOT_AVAILABLE)
                .whenComplete((_, _) -> whenReplaced.accept(key));
    }

    @Override
    public CompletableFuture<ErrorCode> delete(SharePartitionKey key) {
        return tryUntilDone(() -> states.delete(key), giveUpMs())
                .exceptionally(_ -> ErrorCode.COORDINATOR_NOT_AVAILABLE)
                .whenComplete((_, _) -> whenReplaced.accept(key));
    }

    private long giveUpMs() {
        return time.monotonicMs() + PATIENCE_MS;
    }

    private CompletableFuture<?> ready() {
        return cluster.partitionCount(InternalTopics.SHARE_GROUP_STATE) > 0
                ? CompletableFuture.completedFuture(null)
                : cluster.createTopics(List.of(InternalTopics.SHARE_GROUP_STATE));
    }

    private CompletableFuture<ErrorCode> tryUntilDone(Supplier<CompletableFuture<ErrorCode>> action, long giveUpMs) {
        return action.get().thenCompose(error -> {
            if (!PASSING.contains(error) || time.monotonicMs() >= giveUpMs) {
                return CompletableFuture.completedFuture(error);
            }
            CompletableFuture<ErrorCode> later = new CompletableFuture<>();
            time.wakeUpIn(PAUSE_MS, () -> {
                var _ = tryUntilDone(action, giveUpMs).whenComplete((outcome, failure) -> {
                    if (failure != null) {
                        later.completeExceptionally(failure);
                    } else {
                        later.complete(outcome);
                    }
                });
            });
            return later;
        });
    }
}
