package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * JoinGroup in a consumer group: a member of the classic protocol comes in, or takes its next step. It is answered at once,
 * with the epoch as its generation and without a leader: the broker assigns.
 */
final class ClassicJoins {

    /** From JoinGroup version 4 a member is first given an id and comes back with it (KIP-394). */
    private static final int MEMBER_ID_REQUIRED_VERSION = 4;

    private final ConsumerGroupConfig config;
    private final Entrance entrance;
    private final Progression progression;
    private final Downgrade downgrade;
    private final Supplier<String> memberIds;

    ClassicJoins(ConsumerGroupConfig config, Progression progression, Downgrade downgrade, Supplier<String> memberIds) {
        this.config = config;
        this.entrance = new Entrance(config);
        this.progression = progression;
        this.downgrade = downgrade;
        this.memberIds = memberIds;
    }

    /** Throws GroupRefusedException. */
    JoinGroupResponse join(
            ConsumerGroup group, JoinGroupRequest request, Caller caller, TopicsView topics, Effects effects) {
        if (config.migration().policy() == MigrationPolicy.DISABLED) {
            throw new GroupRefusedException(
                    ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
                    "Group " + group.id() + " is a consumer group (group.consumer.migration.policy is disabled)");
        }
        boolean isUnknown = request.memberId().isEmpty();
        String memberId = isUnknown ? memberIds.get() : request.memberId();
        entrance.requireRoom(Optional.of(group), group.id(), memberId);
        requireSharedProtocol(group, request);
        if (isUnknown && request.groupInstanceId() == null && caller.version() >= MEMBER_ID_REQUIRED_VERSION) {
            return JoinGroupResponse.builder()
                    .memberId(memberId)
                    .errorCode(ErrorCode.MEMBER_ID_REQUIRED.code())
                    .build();
        }
        Entrance.Entry entry = entrance.enterClassic(group, memberId, request.groupInstanceId(), isUnknown);
        ClassicMembership membership = membership(request);
        MemberProfile profile = profile(request, membership, entry.member().profile(), caller);
        if (!isUnknown) {
            requireNothingOwned(group, entry, membership);
        }
        Changes.requireFits(new Change.Profile(group.id(), memberId, profile), effects);
        entry.replaced().ifPresent(old -> progression.replace(group.id(), old, entry.member(), effects));
        boolean hasSubscriptionChanged = progression.note(
                group.id(), entry, profile, List.of(), caller.client().mayDescribe(), topics, effects);
        Optional<Assignment> owned = Optional.of(membership.subscription().owned(topics));
        boolean replacesOtherProtocol =
                entry.replaced().filter(old -> !old.profile().isClassic()).isPresent();
        Member joined = entry.member().with(profile);
        if (replacesOtherProtocol && downgrade.isDue(group, Set.of(), topics, effects)) {
            // It needs a leader that knows it is one, so it begins with a rebalance, which this member is told of next.
            downgrade.make(group, Set.of(), List.of(new RebalanceReason.ProtocolChanged("classic")), topics, effects);
            return answer(joined);
        }
        Member after = progression.goOn(group, joined, hasSubscriptionChanged, owned, topics, effects);
        watch(group, after, effects);
        return answer(after);
    }

    /**
     * Who has only just been given an id has no partitions: one that has was removed, and others may read them by now. Kafka
     * takes it in with what it has.
     */
    private static void requireNothingOwned(ConsumerGroup group, Entrance.Entry entry, ClassicMembership membership) {
        if (entry.isNew() && !membership.subscription().owned().isEmpty()) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_MEMBER_ID,
                    "Member " + entry.member().id() + " is not in group " + group.id()
                            + " any more; it has to give up all its partitions and join anew");
        }
    }

    private void watch(ConsumerGroup group, Member member, Effects effects) {
        group.toldToRejoin().remove(member.id());
        effects.cancel(new ConsumerTimer.RejoinOverdue(group.id(), member.id()));
        effects.schedule(
                new ConsumerTimer.SessionExpired(group.id(), member.id()), config.sessionTimeoutMs(group.id(), member));
        effects.schedule(
                new ConsumerTimer.SyncOverdue(group.id(), member.id()),
                member.profile().wishes().rebalanceTimeoutMs());
    }

    private static void requireSharedProtocol(ConsumerGroup group, JoinGroupRequest request) {
        List<String> offered = request.protocols().stream()
                .map(JoinGroupRequest.JoinGroupRequestProtocol::name)
                .toList();
        if (!request.protocolType().equals(EmbeddedProtocol.TYPE)
                || !ClassicMembership.isSharedByAll(group.members().values(), offered)) {
            throw new GroupRefusedException(
                    ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
                    "None of the protocols " + offered + " suits all members of group " + group.id());
        }
    }

    private static ClassicMembership membership(JoinGroupRequest request) {
        return new ClassicMembership(
                request.sessionTimeoutMs(),
                request.protocols().stream()
                        .map(protocol -> new ClassicMembership.Protocol(protocol.name(), protocol.metadata()))
                        .toList());
    }

    private static MemberProfile profile(
            JoinGroupRequest request, ClassicMembership membership, MemberProfile before, Caller caller) {
        // Version 0 knows no rebalance timeout: there the session timeout stands for both.
        int rebalanceTimeoutMs = caller.version() == 0 ? request.sessionTimeoutMs() : request.rebalanceTimeoutMs();
        try {
            return ClassicProfiles.profile(
                    new ClassicState.Identity(
                            request.memberId(),
                            Optional.ofNullable(request.groupInstanceId()).or(before::instanceId),
                            caller.client().id(),
                            caller.client().host()),
                    rebalanceTimeoutMs,
                    membership);
        } catch (MalformedMessageException e) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_SERVER_ERROR,
                    "The subscription of a member of group " + request.groupId() + " cannot be read: "
                            + e.getMessage());
        }
    }

    private static JoinGroupResponse answer(Member member) {
        return JoinGroupResponse.builder()
                .memberId(member.id())
                .generationId(member.progress().epoch())
                .protocolType(EmbeddedProtocol.TYPE)
                .protocolName(member.profile()
                        .classic()
                        .map(ClassicMembership::protocolName)
                        .orElse(""))
                .build();
    }
}
