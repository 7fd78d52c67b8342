package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        requireRoom(group, beat.groupId(), memberId);
        return beat.instanceId()
                .map(instanceId -> enterStatic(group, beat, memberId, instanceId))
                .orElseGet(() -> enterDynamic(group, beat, memberId));
    }

    void requireRoom(Optional<ConsumerGroup> group, String groupId, String memberId) {
        group.filter(found -> found.members().size() >= config.maxSize())
                .filter(found -> found.member(memberId).isEmpty())
                .ifPresent(found -> {
                    throw new GroupRefusedException(
                            ErrorCode.GROUP_MAX_SIZE_REACHED,
                            "Group " + groupId + " has "
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
        return known(known, memberId);
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

    /**
     * A member of the classic protocol, which says no epoch. In a static member's place it comes at once, whether that one
     * is away or not: the old process is fenced.
     *
     * @param isUnknown whether it has yet to be given an id, and with it perhaps somebody's place
     */
    Entry enterClassic(ConsumerGroup group, String memberId, @Nullable String instanceId, boolean isUnknown) {
        if (instanceId == null) {
            return known(group.member(memberId), memberId);
        }
        Optional<Member> holder = group.staticMember(instanceId);
        if (isUnknown) {
            return holder.map(old -> successor(old, memberId)).orElseGet(() -> known(group.member(memberId), memberId));
        }
        Member member = holder.orElseThrow(() -> new GroupRefusedException(
                ErrorCode.UNKNOWN_MEMBER_ID, "No member of group " + group.id() + " is named " + instanceId));
        requireHolder(member, memberId, instanceId);
        return new Entry(member, false, Optional.empty());
    }

    private static Entry known(Optional<Member> known, String memberId) {
        return known.map(member -> new Entry(member, false, Optional.empty()))
                .orElseGet(() -> new Entry(Member.unknown(memberId), true, Optional.empty()));
    }

    private static Entry successor(Member old, String memberId) {
        Member successor = new Member(memberId, old.profile(), old.progress().back());
        return new Entry(successor, false, Optional.of(old));
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
        return successor(old, memberId);
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
