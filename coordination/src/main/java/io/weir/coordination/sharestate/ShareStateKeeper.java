package io.weir.coordination.sharestate;

import io.weir.protocol.types.ErrorCode;
import java.util.concurrent.CompletableFuture;

/**
 * Where the states of share groups' partitions are kept, on this broker or another. Refusals are in the answers; the futures
 * never fail. What is asked of one partition is done in the order it was asked.
 */
public interface ShareStateKeeper {

    /** Makes a state, in place of what was; from -1 delivery begins where the group's settings say. */
    CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset);

    /** Reads a state on behalf of a partition's leader of this epoch, or of nobody for -1. */
    CompletableFuture<StateAnswer> read(SharePartitionKey key, int leaderEpoch);

    /** Reads a state for those who only want to know; what is not there reads as not begun. */
    CompletableFuture<StateAnswer> summary(SharePartitionKey key);

    /** Writes down what is new about a partition. */
    CompletableFuture<StateAnswer> write(SharePartitionKey key, StateWrite write);

    /** Forgets a state; one that is not there is forgotten already. */
    CompletableFuture<ErrorCode> delete(SharePartitionKey key);
}
