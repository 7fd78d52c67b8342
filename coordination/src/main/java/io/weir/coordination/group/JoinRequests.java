package io.weir.coordination.group;

import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.Step;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;
import java.util.function.Supplier;

/** JoinGroup: who may come in, under which id, and whether that makes the group rebalance. */
final class JoinRequests {

    /** From JoinGroup version 4 a member is first given an id and comes back with it (KIP-394). */
    private static final int MEMBER_ID_REQUIRED_VERSION = 4;

    private static final int ID_PREFIX_LENGTH = 1_000;

    private final GroupConfig config;
    private final Groups groups;
    private final Rebalances rebalances;
    private final Sessions sessions;
    private final StaticMembers staticMembers;
    private final Supplier<String> uniqueSuffixes;

    JoinRequests(
            GroupConfig config,
            Groups groups,
            Rebalances rebalances,
            Sessions sessions,
            StaticMembers staticMembers,
            Supplier<String> uniqueSuffixes) {
        this.config = config;
        this.groups = groups;
        this.rebalances = rebalances;
        this.sessions = sessions;
        this.staticMembers = staticMembers;
        this.uniqueSuffixes = uniqueSuffixes;
    }

    /** @param claim takes the id from a group of another kind, right before a classic group gets it */
    void handle(Join join, Runnable claim, Step<GroupTimer> step) {
        Optional<ClassicGroup> known = groups.find(join.groupId());
        if (known.isEmpty() && !join.isFromUnknownMember()) {
            join.refuse(join.memberId(), ErrorCode.UNKNOWN_MEMBER_ID, step);
            return;
        }
        ClassicGroup group = known.orElseGet(() -> new ClassicGroup(join.groupId(), step.nowMs()));
        if (!hasRoomFor(group, join.memberId())) {
            turnAway(group, join, step);
        } else if (!group.supports(join.protocolType(), join.protocolNames())) {
            join.refuse(join.memberId(), ErrorCode.INCONSISTENT_GROUP_PROTOCOL, step);
        } else if (join.isFromUnknownMember()) {
            if (known.isEmpty()) {
                claim.run();
                groups.put(group);
                step.append(GroupRecords.newGroup(group));
            }
            admit(group, join, step);
        } else {
            joinKnown(group, join, step);
        }
    }

    private void admit(ClassicGroup group, Join join, Step<GroupTimer> step) {
        join.instanceId()
                .ifPresentOrElse(
                        instanceId -> joinStatic(group, instanceId, join, step), () -> joinDynamic(group, join, step));
    }

    private void joinStatic(ClassicGroup group, String instanceId, Join join, Step<GroupTimer> step) {
        String newId = newMemberId(instanceId);
        group.members()
                .idOfInstance(instanceId)
                .flatMap(group.members()::find)
                .ifPresentOrElse(
                        existing -> staticMembers.replace(group, existing, newId, join, step),
                        () -> add(group, newId, join, step));
    }

    private void joinDynamic(ClassicGroup group, Join join, Step<GroupTimer> step) {
        String newId = newMemberId(join.context().clientId());
        if (join.context().apiVersion() < MEMBER_ID_REQUIRED_VERSION) {
            add(group, newId, join, step);
            return;
        }
        group.pendingJoins().add(newId);
        sessions.start(group.id(), newId, join.timeouts().sessionMs(), step);
        join.refuse(newId, ErrorCode.MEMBER_ID_REQUIRED, step);
    }

    private void joinKnown(ClassicGroup group, Join join, Step<GroupTimer> step) {
        if (join.instanceId().isEmpty() && group.pendingJoins().contains(join.memberId())) {
            add(group, join.memberId(), join, step);
            return;
        }
        ErrorCode refusal = group.validate(join.memberId(), join.instanceId());
        Optional<GroupMember> member = group.members().find(join.memberId());
        if (refusal.isError() || member.isEmpty()) {
            join.refuse(join.memberId(), refusal.isError() ? refusal : ErrorCode.UNKNOWN_MEMBER_ID, step);
            return;
        }
        rejoin(group, member.get(), join, step);
    }

    private void rejoin(ClassicGroup group, GroupMember member, Join join, Step<GroupTimer> step) {
        boolean isUnchanged = member.protocols().equals(join.protocols());
        switch (group.state()) {
            case PREPARING_REBALANCE ->
                updateAndRebalance(
                        group, member, join, new RebalanceReason.MemberRejoined(member.id(), join.reason()), step);
            case COMPLETING_REBALANCE, STABLE -> {
                boolean isLeaderOfStable = group.is(GroupState.STABLE) && group.isLeader(member.id());
                if (isUnchanged && !isLeaderOfStable) {
                    // It missed the answer to its last join; the generation it belongs to is still current.
                    step.answer(join.waiting(), JoinAnswers.joined(group, member.id()));
                } else {
                    RebalanceReason reason = isUnchanged
                            ? new RebalanceReason.LeaderRejoined(member.id(), join.reason())
                            : new RebalanceReason.MemberChanged(member.id(), join.reason());
                    updateAndRebalance(group, member, join, reason, step);
                }
            }
            case EMPTY, DEAD -> join.refuse(member.id(), ErrorCode.UNKNOWN_MEMBER_ID, step);
        }
    }

    private void updateAndRebalance(
            ClassicGroup group, GroupMember member, Join join, RebalanceReason reason, Step<GroupTimer> step) {
        group.members().update(member, join.timeouts(), join.protocols());
        join.waitIn(member, step);
        rebalances.because(reason, group, step);
    }

    private void add(ClassicGroup group, String memberId, Join join, Step<GroupTimer> step) {
        GroupMember member = new GroupMember(join.identityAs(memberId), join.timeouts(), join.protocols());
        member.markNew(true);
        group.add(member, join.protocolType());
        join.waitIn(member, step);
        sessions.start(group.id(), memberId, config.sessions().newMemberJoinTimeoutMs(), step);
        rebalances.because(new RebalanceReason.MemberJoined(memberId, join.instanceId(), join.reason()), group, step);
    }

    /** Members that are in already may stay, as long as their group has not shrunk its limit below them. */
    private boolean hasRoomFor(ClassicGroup group, String memberId) {
        return switch (group.state()) {
            case EMPTY, DEAD -> true;
            // Those who have joined count, so that a limit that was lowered hits the last to come back.
            case PREPARING_REBALANCE ->
                group.members()
                                .find(memberId)
                                .filter(GroupMember::isAwaitingJoin)
                                .isPresent()
                        || group.members().awaitingJoin() < config.maxSize();
            case COMPLETING_REBALANCE, STABLE ->
                group.members().contains(memberId) || group.members().size() < config.maxSize();
        };
    }

    private void turnAway(ClassicGroup group, Join join, Step<GroupTimer> step) {
        group.remove(join.memberId()).ifPresent(member -> {
            JoinAnswers.refuseAll(member, JoinAnswers.UNKNOWN_MEMBER, ErrorCode.GROUP_MAX_SIZE_REACHED, step);
            sessions.end(group.id(), member.id(), step);
        });
        join.refuse(JoinAnswers.UNKNOWN_MEMBER, ErrorCode.GROUP_MAX_SIZE_REACHED, step);
        rebalances.completeIfAllJoined(group, step);
    }

    private String newMemberId(String prefix) {
        return shortened(prefix) + "-" + uniqueSuffixes.get();
    }

    /** An id must fit into a string of the protocol, and nobody reads further than this. */
    private static String shortened(String prefix) {
        if (prefix.length() <= ID_PREFIX_LENGTH) {
            return prefix;
        }
        boolean splitsPair = Character.isHighSurrogate(prefix.charAt(ID_PREFIX_LENGTH - 1));
        return prefix.substring(0, splitsPair ? ID_PREFIX_LENGTH - 1 : ID_PREFIX_LENGTH);
    }
}
