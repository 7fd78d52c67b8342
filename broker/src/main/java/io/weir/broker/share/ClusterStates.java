package io.weir.broker.share;

import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Keeps states wherever their coordinator is. While that is on its way from one broker to another, it is asked again: a
 * member would have to be told otherwise that what it has acknowledged is not, and somebody would get it once more.
 *
 * <p>A question whose answer was lost is asked again too: to do twice what it asks for is harmless. What is asked of one
 * partition waits for what was asked of it before, so that nothing old is written over what is new.
 */
final class ClusterStates implements ShareStateKeeper {

    /** Longer than it takes to find that a broker is dead, and to read a partition of states. */
    private static final int PATIENCE_MS = 15_000;

    private static final int PAUSE_MS = 50;

    private static final Set<ErrorCode> PASSING = Set.of(
            ErrorCode.NOT_COORDINATOR, ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);

    /**
     * Where states are.
     *
     * @param leaders the node that keeps a state now; {@link #NO_TOPIC}, or another number below 0 where nobody does
     */
    record Places(int here, ToIntFunction<SharePartitionKey> leaders) {

        /** There is nothing that states could be kept in. */
        static final int NO_TOPIC = -2;
    }

    private final Places places;
    private final ShareStateKeeper local;
    private final SharePeers peers;
    private final CoordinatorTime time;
    private final Map<SharePartitionKey, CompletableFuture<StateAnswer>> last = new ConcurrentHashMap<>();

    ClusterStates(Places places, ShareStateKeeper local, SharePeers peers, CoordinatorTime time) {
        this.places = places;
        this.local = local;
        this.peers = peers;
        this.time = time;
    }

    @Override
    public CompletableFuture<ErrorCode> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return inOrder(new StateQuestion.Initialize(key, stateEpoch, startOffset))
                .thenApply(StateAnswer::error);
    }

    @Override
    public CompletableFuture<StateAnswer> read(SharePartitionKey key, int leaderEpoch) {
        return inOrder(new StateQuestion.Read(key, leaderEpoch));
    }

    @Override
    public CompletableFuture<StateAnswer> summary(SharePartitionKey key) {
        return inOrder(new StateQuestion.Summary(key));
    }

    @Override
    public CompletableFuture<StateAnswer> write(SharePartitionKey key, StateWrite write) {
        return inOrder(new StateQuestion.Write(key, write));
    }

    @Override
    public CompletableFuture<ErrorCode> delete(SharePartitionKey key) {
        return inOrder(new StateQuestion.Delete(key)).thenApply(StateAnswer::error);
    }

    private CompletableFuture<StateAnswer> inOrder(StateQuestion question) {
        CompletableFuture<StateAnswer> answer = new CompletableFuture<>();
        CompletableFuture<StateAnswer> before = last.put(question.key(), answer);
        var _ = answer.whenComplete((_, _) -> last.remove(question.key(), answer));
        if (before == null) {
            ask(question, answer);
        } else {
            var _ = before.whenComplete((_, _) -> ask(question, answer));
        }
        return answer;
    }

    private void ask(StateQuestion question, CompletableFuture<StateAnswer> answer) {
        boolean hasTopic = places.leaders().applyAsInt(question.key()) != Places.NO_TOPIC;
        tryUntil(time.monotonicMs() + (hasTopic ? PATIENCE_MS : 0), question, answer);
    }

    private void tryUntil(long giveUpMs, StateQuestion question, CompletableFuture<StateAnswer> answer) {
        var _ = attempt(question)
                .exceptionally(_ -> StateAnswer.refused(ErrorCode.COORDINATOR_NOT_AVAILABLE))
                .thenAccept(got -> {
                    if (PASSING.contains(got.error()) && time.monotonicMs() < giveUpMs) {
                        time.wakeUpIn(PAUSE_MS, () -> tryUntil(giveUpMs, question, answer));
                    } else {
                        answer.complete(got);
                    }
                })
                // The broker stops, and nobody wakes up any more.
                .exceptionally(failure -> {
                    answer.complete(StateAnswer.refused(ErrorCode.COORDINATOR_NOT_AVAILABLE));
                    return null;
                });
    }

    private CompletableFuture<StateAnswer> attempt(StateQuestion question) {
        int leader = places.leaders().applyAsInt(question.key());
        if (leader == places.here()) {
            return question.askOf(local);
        }
        return leader < 0
                ? CompletableFuture.completedFuture(StateAnswer.refused(ErrorCode.COORDINATOR_NOT_AVAILABLE))
                : peers.ask(leader, StateWire.encode(question)).thenApply(StateWire::decodeAnswer);
    }
}
