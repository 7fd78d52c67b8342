package io.weir.coordination.streams;

import io.weir.coordination.streams.StreamsProgress.TaskState;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One member's next step towards its target (KIP-1071): first it gives up what it is not to have, then it enters the
 * target's epoch and gets what is free, then it waits for the rest. A pure function.
 *
 * @param reported what the member says it has; empty when it does not say
 * @param isActiveFree whether nobody else runs a task, and nobody else of the member's process has its state
 * @param isCopyFree whether nobody else of the member's process has a task's state, which is kept once a process
 */
record TaskReconciliation(
        int targetEpoch,
        Tasks target,
        Optional<Tasks> reported,
        Predicate<TaskId> isActiveFree,
        Predicate<TaskId> isCopyFree) {

    /** The member's next state; the same one when it can do nothing yet. */
    StreamsProgress next(StreamsProgress current) {
        return switch (current.state()) {
            case STABLE -> current.epoch() == targetEpoch ? current : advance(current);
            case UNREVOKED_TASKS -> mayStillHave(current.revoking()) ? current : advance(current);
            case UNRELEASED_TASKS, UNKNOWN -> advance(current);
        };
    }

    private StreamsProgress advance(StreamsProgress current) {
        HeldTasks kept = current.assigned().within(target);
        HeldTasks surplus = current.assigned().without(target);
        if (!surplus.isEmpty() && mayStillHave(surplus)) {
            return new StreamsProgress(current.epoch(), current.epoch(), TaskState.UNREVOKED_TASKS, kept, surplus);
        }
        Tasks missing = new Tasks(
                HeldTasks.difference(target.active(), kept.toTasks().active()),
                HeldTasks.difference(target.standby(), kept.standby()),
                HeldTasks.difference(target.warmup(), kept.warmup()));
        Tasks available = new Tasks(
                where(missing.active(), isActiveFree),
                where(missing.standby(), isCopyFree),
                where(missing.warmup(), isCopyFree));
        return new StreamsProgress(
                targetEpoch,
                current.epoch(),
                available.equals(missing) ? TaskState.STABLE : TaskState.UNRELEASED_TASKS,
                kept.plus(available, targetEpoch),
                HeldTasks.NONE);
    }

    private static SortedSet<TaskId> where(SortedSet<TaskId> tasks, Predicate<TaskId> condition) {
        SortedSet<TaskId> passed = new TreeSet<>(tasks);
        passed.removeIf(condition.negate());
        return passed;
    }

    /** A member that does not say what it has may have anything. */
    private boolean mayStillHave(HeldTasks tasks) {
        return reported.isEmpty() || reported.get().intersects(tasks.toTasks());
    }
}
