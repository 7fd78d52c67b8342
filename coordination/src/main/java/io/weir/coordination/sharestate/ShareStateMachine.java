package io.weir.coordination.sharestate;

import io.weir.coordination.runtime.CoordinatorMachine;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The states in one partition of __share_group_state. Writes are fenced by the epochs of state and leader. */
final class ShareStateMachine implements CoordinatorMachine<ShareStateTimer> {

    /** So much of the log, and as much for each state, is kept before states are written anew to let it go. */
    private static final int WORTH_PRUNING_RECORDS = 1_000;

    private static final int RECORDS_PER_STATE = 4;
    private static final int NOT_SAID = -1;

    private final ShareStateConfig config;
    private final ToIntFunction<Uuid> partitionCounts;
    private final ShareStates states = new ShareStates();
    private long prunedBefore;
    private long endAtLastLook;

    /** @param partitionCounts how many partitions a topic has; 0 where there is no such topic */
    ShareStateMachine(ShareStateConfig config, ToIntFunction<Uuid> partitionCounts) {
        this.config = config;
        this.partitionCounts = partitionCounts;
    }

    @Override
    public void replay(CoordinatorRecord record) {
        ShareStateRecords.read(record).ifPresent(states::replay);
    }

    @Override
    public void loaded(Step<ShareStateTimer> step) {
        endAtLastLook = step.offsetAtLeast();
        // Topics may have gone while nobody was there to hear of it.
        states.keys().stream()
                .filter(key -> partitionCounts.applyAsInt(key.topicId()) == 0)
                .forEach(key -> states.remove(key, step));
        scheduleLook(step);
    }

    @Override
    public void timeout(ShareStateTimer timer, Step<ShareStateTimer> step) {
        prune(step);
        scheduleLook(step);
    }

    ErrorCode initialize(SharePartitionKey key, int stateEpoch, long startOffset, Step<ShareStateTimer> step) {
        Optional<ShareStates.Entry> known = states.find(key);
        if (known.filter(entry ->
                        stateEpoch != NOT_SAID && entry.state().epochs().state() > stateEpoch)
                .isPresent()) {
            return ErrorCode.FENCED_STATE_EPOCH;
        }
        if (isMissing(key)) {
            return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        }
        int snapshotEpoch =
                known.map(entry -> entry.state().snapshotEpoch() + 1).orElse(0);
        states.snapshot(key, ShareState.begin(snapshotEpoch, stateEpoch, startOffset, step.nowMs()), step);
        return ErrorCode.NONE;
    }

    /** Reads the state for the leader of this epoch: those before it are fenced from now on. */
    StateAnswer read(SharePartitionKey key, int leaderEpoch, Step<ShareStateTimer> step) {
        Optional<StateAnswer> refusal = refusal(key, new ShareState.Epochs(NOT_SAID, leaderEpoch), "Read");
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ShareState state = state(key);
        if (leaderEpoch != NOT_SAID
                && leaderEpoch
                        != states.find(key).map(ShareStates.Entry::fencedBelow).orElse(0)) {
            write(
                    key,
                    new StateWrite(
                            new ShareState.Epochs(NOT_SAID, leaderEpoch),
                            state.startOffset(),
                            state.deliveryCompleteCount(),
                            List.of()),
                    leaderEpoch,
                    step);
        }
        return StateAnswer.of(state);
    }

    StateAnswer summary(SharePartitionKey key) {
        return isMissing(key) ? StateAnswer.refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) : StateAnswer.of(state(key));
    }

    StateAnswer write(SharePartitionKey key, StateWrite write, Step<ShareStateTimer> step) {
        Optional<StateAnswer> refusal = refusal(key, write.epochs(), "Write");
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return write(key, write, state(key).epochs().leader(), step)
                ? StateAnswer.of(state(key))
                : StateAnswer.refused(
                        ErrorCode.UNKNOWN_SERVER_ERROR,
                        "The state of " + key.text() + " is larger than a record of __share_group_state may be"
                                + " (max.message.bytes)");
    }

    ErrorCode delete(SharePartitionKey key, Step<ShareStateTimer> step) {
        if (isMissing(key)) {
            return ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
        }
        if (states.find(key).isPresent()) {
            states.remove(key, step);
        }
        return ErrorCode.NONE;
    }

    /** Forgets what is of topics that are gone; returns how many states. */
    int topicsDeleted(Set<Uuid> topics, Step<ShareStateTimer> step) {
        List<SharePartitionKey> doomed = states.ofTopics(topics);
        doomed.forEach(key -> states.remove(key, step));
        return doomed.size();
    }

    private boolean write(SharePartitionKey key, StateWrite write, int leaderEpoch, Step<ShareStateTimer> step) {
        ShareStates.Entry entry =
                states.find(key).orElseThrow(() -> new IllegalStateException(key + " went while it was written"));
        StateWrite signed = new StateWrite(
                new ShareState.Epochs(NOT_SAID, leaderEpoch),
                write.startOffset(),
                write.deliveryCompleteCount(),
                write.batches());
        return entry.updates() >= config.updatesPerSnapshot()
                ? states.snapshot(key, entry.state().with(signed, leaderEpoch).nextSnapshot(step.nowMs()), step)
                : states.update(key, entry, signed, step);
    }

    private Optional<StateAnswer> refusal(SharePartitionKey key, ShareState.Epochs said, String what) {
        Optional<ShareStates.Entry> entry = states.find(key);
        if (entry.isEmpty()) {
            return Optional.of(StateAnswer.refused(
                    ErrorCode.INVALID_REQUEST, what + " operation on uninitialized share partition not allowed."));
        }
        if (said.leader() != NOT_SAID && entry.get().fencedBelow() > said.leader()) {
            return Optional.of(StateAnswer.refused(ErrorCode.FENCED_LEADER_EPOCH));
        }
        if (said.state() != NOT_SAID && entry.get().state().epochs().state() > said.state()) {
            return Optional.of(StateAnswer.refused(ErrorCode.FENCED_STATE_EPOCH));
        }
        return isMissing(key)
                ? Optional.of(StateAnswer.refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION))
                : Optional.empty();
    }

    private ShareState state(SharePartitionKey key) {
        return states.find(key).map(ShareStates.Entry::state).orElse(ShareState.NONE);
    }

    private boolean isMissing(SharePartitionKey key) {
        return key.partition() >= partitionCounts.applyAsInt(key.topicId());
    }

    /** Lets the log go that nobody needs; where states that rest hold much of it back, they are written anew first. */
    private void prune(Step<ShareStateTimer> step) {
        long end = step.offsetAtLeast();
        long neededFrom = states.neededFrom(end);
        if (neededFrom > prunedBefore) {
            step.prune(neededFrom);
            prunedBefore = neededFrom;
        }
        if (end - prunedBefore > WORTH_PRUNING_RECORDS + (long) RECORDS_PER_STATE * states.count()) {
            for (SharePartitionKey key : states.writtenWholeBefore(endAtLastLook)) {
                states.snapshot(key, state(key).nextSnapshot(step.nowMs()), step);
            }
        }
        endAtLastLook = end;
    }

    private void scheduleLook(Step<ShareStateTimer> step) {
        step.schedule(ShareStateTimer.PRUNE_DUE, config.pruneIntervalMs(), ShareStateTimer.PRUNE_DUE);
    }
}
