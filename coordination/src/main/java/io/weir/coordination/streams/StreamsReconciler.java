package io.weir.coordination.streams;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.streams.StreamsProgress.TaskState;
import io.weir.protocol.types.ErrorCode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Brings members a step nearer to their targets, and watches that those who are to give tasks up do so in time. */
final class StreamsReconciler {

    private final StreamsChanges changes;
    private final StreamsEpochs epochs;

    StreamsReconciler(StreamsChanges changes, StreamsEpochs epochs) {
        this.changes = changes;
        this.epochs = epochs;
    }

    /** The member after its next step; what it says it has may be missing. */
    StreamsMember reconcile(
            StreamsGroup group, StreamsMember member, Optional<Tasks> reported, StreamsEffects effects) {
        if (member.progress().isReconciledTo(group.targetEpoch())) {
            return member;
        }
        requireKnownState(member, reported);
        Set<TaskId> running = new HashSet<>();
        Set<TaskId> inProcess = new HashSet<>();
        for (StreamsMember other : group.members().values()) {
            if (!other.id().equals(member.id())) {
                Tasks held = other.progress().held().toTasks();
                running.addAll(held.active());
                if (other.processId().equals(member.processId())) {
                    inProcess.addAll(held.all());
                }
            }
        }
        StreamsProgress next = new TaskReconciliation(
                        group.targetEpoch(),
                        group.target(member.id()),
                        reported,
                        task -> !running.contains(task) && !inProcess.contains(task),
                        task -> !inProcess.contains(task))
                .next(member.progress());
        if (next.equals(member.progress())) {
            return member;
        }
        changes.make(new StreamsChange.Progress(group.id(), member.id(), next), effects);
        StreamsMember stepped = member.with(next);
        watch(group, stepped, effects);
        epochs.endIfSettled(group, effects);
        return stepped;
    }

    /** Starts the timer of a member that has to give tasks up, and stops that of one that has not. */
    void watch(StreamsGroup group, StreamsMember member, StreamsEffects effects) {
        if (member.progress().state() == TaskState.UNREVOKED_TASKS) {
            effects.schedule(
                    new StreamsTimer.RevocationOverdue(
                            group.id(), member.id(), member.progress().epoch()),
                    member.profile().rebalanceTimeoutMs());
        } else {
            effects.cancel(StreamsTimer.RevocationOverdue.keyOf(group.id(), member.id()));
        }
    }

    private static void requireKnownState(StreamsMember member, Optional<Tasks> reported) {
        if (member.progress().state() == TaskState.UNKNOWN
                && !reported.map(Tasks::isEmpty).orElse(false)) {
            throw new GroupRefusedException(
                    ErrorCode.FENCED_MEMBER_EPOCH,
                    "Member " + member.id() + " is in a state that is not known here; it has to give up all its tasks"
                            + " and join again");
        }
    }
}
