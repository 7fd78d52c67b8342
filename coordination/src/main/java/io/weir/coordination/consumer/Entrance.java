package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;

/** Who may speak in a member's name: known members in their epoch, new ones as long as there is room. Changes nothing. */
final class Entrance {

    private final ConsumerGroupConfig config;

    Entrance(ConsumerGroupConfig config) {
        this.config = config;
    }

    /**
     * Who is at the door.
     *
     * @param member as the group knows it, or as it would begin
     * @param replaced the static member this one is to take the place of
     */
    record Entry(Member member, boolean isNew, Optional<Member> replaced) {}

    Entry enter(Optional<ConsumerGroup> group, Heartbeat beat, String memberId) {
        requireRoom(group, beat, memberId);
        return beat.instanceId()
                .map(instanceId -> enterStatic(group, beat, memberId, instanceId))
                .orElseGet(() -> enterDynamic(group, beat, memberId));
    }

    private void requireRoom(Optional<ConsumerGroup> group, Heartbeat beat, String memberId) {
        group.filter(found -> found.members().size() >= config.maxSize())
                .filter(found -> found.member(memberId).isEmpty())
                .ifPresent(found -> {
                    throw new GroupRefusedException(
                            ErrorCode.GROUP_MAX_SIZE_REACHED,
                            "Group " + beat.groupId() + " has "
                                    + found.members().size()
                                    + " members; more are not allowed (group.consumer.max.size)");
                });
    }

    private static Entry enterDynamic(Optional<ConsumerGroup> group, Heartbeat beat, String memberId) {
        Optional<Member> known = group.flatMap(found -> found.member(memberId));
        if (known.isEmpty() && !beat.isJoining()) {
            throw unknownMember(beat, memberId);
        }
        known.ifPresent(member -> requireEpoch(member, beat));
        return known.map(member -> new Entry(member, false, Optional.empty()))
                .orElseGet(() -> new Entry(Member.unknown(memberId), true, Optional.empty()));
    }

    private static Entry enterStatic(
            Optional<ConsumerGroup> group, Heartbeat beat, String memberId, String instanceId) {
        Optional<Member> holder = group.flatMap(found -> found.staticMember(instanceId));
        if (!beat.isJoining()) {
            Member member = holder.orElseThrow(() -> unknownMember(beat, memberId));
            requireHolder(member, memberId, instanceId);
            requireEpoch(member, beat);
            return new Entry(member, false, Optional.empty());
        }
        return holder.map(old -> takeOver(old, memberId, instanceId))
                .orElseGet(() -> enterDynamic(group, beat, memberId));
    }

    /** Another process takes a static member's place, once that one has said that it is away. */
    private static Entry takeOver(Member old, String memberId, String instanceId) {
        boolean isAway = old.progress().epoch() == MemberProgress.STATIC_LEAVE;
        if (!isAway && !old.profile().isClassic()) {
            throw new GroupRefusedException(
                    ErrorCode.UNRELEASED_INSTANCE_ID,
                    "Member " + memberId + " cannot have instance id " + instanceId + ": member " + old.id()
                            + " holds it, until it leaves or its session ends");
        }
        Member successor = new Member(memberId, old.profile(), old.progress().back());
        return new Entry(successor, false, Optional.of(old));
    }

    static void requireHolder(Member holder, String memberId, String instanceId) {
        if (!holder.id().equals(memberId)) {
            throw new GroupRefusedException(
                    ErrorCode.FENCED_INSTANCE_ID,
                    "Member " + memberId + " does not have instance id " + instanceId + " any more: member "
                            + holder.id() + " has");
        }
    }

    static GroupRefusedException unknownMember(Heartbeat beat, String memberId) {
        return new GroupRefusedException(
                ErrorCode.UNKNOWN_MEMBER_ID,
                "Member "
                        + beat.instanceId()
                                .map(id -> memberId + " (instance " + id + ")")
                                .orElse(memberId) + " is not in group " + beat.groupId());
    }

    /** A member may say the epoch before, when it missed an answer and has nothing it was not given. */
    private static void requireEpoch(Member member, Heartbeat beat) {
        MemberProgress progress = member.progress();
        boolean missedAnswer = beat.epoch() < progress.epoch()
                && beat.epoch() == progress.previousEpoch()
                && beat.owned().map(owned -> isWithin(owned, progress)).orElse(false);
        if (!beat.isJoining() && beat.epoch() != progress.epoch() && !missedAnswer) {
            throw new GroupRefusedException(
                    ErrorCode.FENCED_MEMBER_EPOCH,
                    "Member " + member.id() + " says epoch " + beat.epoch() + " and is in epoch " + progress.epoch()
                            + "; it has to give up all its partitions and join again");
        }
    }

    private static boolean isWithin(Assignment owned, MemberProgress progress) {
        return owned.where((topic, partition) -> !progress.assigned().contains(topic, partition))
                .isEmpty();
    }
}
