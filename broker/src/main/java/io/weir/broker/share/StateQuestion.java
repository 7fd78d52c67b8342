package io.weir.broker.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/** What a broker may ask the one that keeps the state of a partition. */
sealed interface StateQuestion {

    /** Make a state. */
    record Initialize(SharePartitionKey key, int stateEpoch, long startOffset) implements StateQuestion {}

    /** How far is it, for the partition's leader of this epoch? */
    record Read(SharePartitionKey key, int leaderEpoch) implements StateQuestion {}

    /** How far is it, in short? */
    record Summary(SharePartitionKey key) implements StateQuestion {}

    /** Write this down. */
    record Write(SharePartitionKey key, StateWrite write) implements StateQuestion {}

    /** Forget it. */
    record Delete(SharePartitionKey key) implements StateQuestion {}

    SharePartitionKey key();

    /** Has it answered. */
    default CompletableFuture<StateAnswer> askOf(ShareStateKeeper keeper) {
        return switch (this) {
            case Initialize(SharePartitionKey key, int stateEpoch, long startOffset) ->
                keeper.initialize(key, stateEpoch, startOffset).thenApply(StateQuestion::outcome);
            case Read(SharePartitionKey key, int leaderEpoch) -> keeper.read(key, leaderEpoch);
            case Summary(SharePartitionKey key) -> keeper.summary(key);
            case Write(SharePartitionKey key, StateWrite write) -> keeper.write(key, write);
            case Delete(SharePartitionKey key) -> keeper.delete(key).thenApply(StateQuestion::outcome);
        };
    }

    private static StateAnswer outcome(ErrorCode error) {
        return error.isError() ? StateAnswer.refused(error) : StateAnswer.of(ShareState.NONE);
    }
}
