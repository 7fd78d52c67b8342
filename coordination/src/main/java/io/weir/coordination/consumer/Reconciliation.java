package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.protocol.types.Uuid;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * One member's next step towards its target (KIP-848): first it gives up what it is not to have, then it enters the
 * target's epoch and gets what nobody else holds, then it waits for the rest. A pure function.
 *
 * @param targetEpoch the epoch the target belongs to
 * @param target what the member is to have
 * @param isSubscribed whether the member reads a topic; of others it keeps and gets nothing
 * @param hasSubscriptionChanged whether that has changed just now
 * @param reported what the member says it has; empty when it does not say
 * @param isFree whether nobody else holds a partition
 */
record Reconciliation(
        int targetEpoch,
        Assignment target,
        Predicate<Uuid> isSubscribed,
        boolean hasSubscriptionChanged,
        Optional<Assignment> reported,
        BiPredicate<Uuid, Integer> isFree) {

    /** The member's next state; the same one when it can do nothing yet. */
    MemberProgress next(MemberProgress current) {
        return switch (current.state()) {
            case STABLE -> current.epoch() == targetEpoch ? afterSubscription(current) : advance(current);
            case UNREVOKED_PARTITIONS ->
                mayStillHold(current.revoking()) ? afterSubscription(current) : advance(current);
            case UNRELEASED_PARTITIONS, UNKNOWN -> advance(current);
        };
    }

    private MemberProgress advance(MemberProgress current) {
        Assignment wanted = target.where((topic, _) -> isSubscribed.test(topic));
        OwnedPartitions kept = current.assigned().where(wanted::contains);
        OwnedPartitions surplus = current.assigned().where((topic, partition) -> !wanted.contains(topic, partition));
        if (!surplus.isEmpty() && mayStillHold(surplus)) {
            return new MemberProgress(
                    current.epoch(), current.epoch(), MemberState.UNREVOKED_PARTITIONS, kept, surplus);
        }
        Assignment missing = wanted.where((topic, partition) -> !kept.contains(topic, partition));
        Assignment available = missing.where(isFree);
        return new MemberProgress(
                targetEpoch,
                current.epoch(),
                available.size() < missing.size() ? MemberState.UNRELEASED_PARTITIONS : MemberState.STABLE,
                kept.plus(available, targetEpoch),
                OwnedPartitions.NONE);
    }

    /** Takes away topics the member does not read any more, which need not wait for the next target. */
    private MemberProgress afterSubscription(MemberProgress current) {
        if (!hasSubscriptionChanged) {
            return current;
        }
        OwnedPartitions kept = current.assigned().where((topic, _) -> isSubscribed.test(topic));
        if (kept.equals(current.assigned())) {
            return current;
        }
        OwnedPartitions revoking =
                current.revoking().plus(current.assigned().where((topic, _) -> !isSubscribed.test(topic)));
        return mayStillHold(revoking)
                ? new MemberProgress(current.epoch(), current.epoch(), MemberState.UNREVOKED_PARTITIONS, kept, revoking)
                : new MemberProgress(current.epoch(), current.epoch(), current.state(), kept, current.revoking());
    }

    /** A member that does not say what it has may have anything. */
    private boolean mayStillHold(OwnedPartitions partitions) {
        return reported.isEmpty() || !partitions.where(reported.get()::contains).isEmpty();
    }
}
