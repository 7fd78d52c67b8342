package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.membership.Client;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Members of share groups come, live and go. */
final class ShareHeartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(ShareHeartbeats.class);

    /** A member whose partitions are being made ready is to ask again so soon: that takes some forces of the disk. */
    private static final int SOON_MS = 50;

    private final ShareGroupConfig config;
    private final ShareChanges changes;
    private final ShareEpochs epochs;
    private final ShareStateMaking making;

    ShareHeartbeats(ShareGroupConfig config, ShareChanges changes, ShareEpochs epochs, ShareStateMaking making) {
        this.config = config;
        this.changes = changes;
        this.epochs = epochs;
        this.making = making;
    }

    ShareGroupHeartbeatResponse handle(
            ShareGroupHeartbeatRequest request, Client client, TopicsView topics, ShareEffects effects) {
        return request.memberEpoch() == ShareMember.LEAVE
                ? leave(request, topics, effects)
                : live(request, client, topics, effects);
    }

    /** A member was silent for too long. */
    void timeout(ShareTimer timer, TopicsView topics, ShareEffects effects) {
        changes.find(timer.groupId())
                .ifPresent(group -> group.member(timer.memberId()).ifPresent(member -> {
                    int timeoutMs = config.timing().apply(group.id()).sessionTimeoutMs();
                    remove(group, member, new RebalanceReason.SessionTimedOut(member.id(), timeoutMs), topics, effects);
                }));
    }

    /** The log was read to its end: sessions begin. */
    void loaded(ShareEffects effects) {
        for (ShareGroup group : changes.all()) {
            int sessionMs = config.timing().apply(group.id()).sessionTimeoutMs();
            group.members()
                    .keySet()
                    .forEach(memberId -> effects.schedule(new ShareTimer(group.id(), memberId), sessionMs));
        }
    }

    private ShareGroupHeartbeatResponse leave(
            ShareGroupHeartbeatRequest request, TopicsView topics, ShareEffects effects) {
        ShareGroup group = require(request.groupId());
        ShareMember member = group.member(request.memberId()).orElseThrow(() -> unknownMember(request));
        remove(group, member, new RebalanceReason.MemberLeft(member.id(), ""), topics, effects);
        return ShareGroupHeartbeatResponse.builder()
                .memberId(member.id())
                .memberEpoch(ShareMember.LEAVE)
                .build();
    }

    private ShareGroupHeartbeatResponse live(
            ShareGroupHeartbeatRequest request, Client client, TopicsView topics, ShareEffects effects) {
        boolean isJoining = request.memberEpoch() == 0;
        ShareGroup known = isJoining
                ? changes.find(request.groupId()).orElseGet(() -> new ShareGroup(request.groupId()))
                : require(request.groupId());
        Optional<ShareMember> present = known.member(request.memberId());
        requireRoom(known, present);
        ShareMember member = present.or(
                        () -> isJoining ? Optional.of(ShareMember.unknown(request.memberId())) : Optional.empty())
                .orElseThrow(() -> unknownMember(request));
        requireCurrent(member, request.memberEpoch());
        ShareMember.Profile profile = profile(request, client, member.profile());
        if (!profile.equals(member.profile()) || present.isEmpty()) {
            changes.make(new ShareChange.Profile(request.groupId(), member.id(), profile), effects);
        }
        ShareGroup group = require(request.groupId());
        boolean hasSubscriptionChanged =
                !profile.topics().equals(member.profile().topics());
        epochs.advanceIfNeeded(group, reasons(group, member, present, hasSubscriptionChanged, topics), topics, effects);
        epochs.assignIfNeeded(group, topics, effects);
        ShareMember after = epochs.reconcile(group, member.with(profile), hasSubscriptionChanged, topics, effects);
        making.askIfNeeded(group, topics, effects);
        effects.schedule(
                new ShareTimer(group.id(), after.id()),
                config.timing().apply(group.id()).sessionTimeoutMs());
        return answer(request, group, member, after, topics);
    }

    private static List<RebalanceReason> reasons(
            ShareGroup group,
            ShareMember member,
            Optional<ShareMember> present,
            boolean hasSubscriptionChanged,
            TopicsView topics) {
        List<RebalanceReason> reasons = new ArrayList<>();
        if (hasSubscriptionChanged) {
            reasons.add(
                    present.isEmpty()
                            ? new RebalanceReason.MemberJoined(member.id(), Optional.empty(), "")
                            : new RebalanceReason.MemberChanged(member.id(), ""));
        } else if (group.targetEpoch() >= group.epoch() && group.hasUnassigned(topics)) {
            reasons.add(new RebalanceReason.PartitionsReady());
        }
        return reasons;
    }

    private ShareGroupHeartbeatResponse answer(
            ShareGroupHeartbeatRequest request,
            ShareGroup group,
            ShareMember before,
            ShareMember after,
            TopicsView topics) {
        boolean tellsAssignment = request.memberEpoch() == 0
                || request.subscribedTopicNames() != null
                || !before.progress().assigned().equals(after.progress().assigned());
        int intervalMs = config.timing().apply(group.id()).heartbeatIntervalMs();
        boolean isSoonMore =
                !group.underWay().isEmpty() || (after.progress().assigned().isEmpty() && group.hasUnassigned(topics));
        return ShareGroupHeartbeatResponse.builder()
                .memberId(after.id())
                .memberEpoch(after.progress().epoch())
                .heartbeatIntervalMs(isSoonMore ? Math.min(SOON_MS, intervalMs) : intervalMs)
                .assignment(tellsAssignment ? assignment(after.progress().assigned()) : null)
                .build();
    }

    private static ShareGroupHeartbeatResponse.Assignment assignment(Assignment assigned) {
        return ShareGroupHeartbeatResponse.Assignment.builder()
                .topicPartitions(assigned.partitions().entrySet().stream()
                        .map(topic -> ShareGroupHeartbeatResponse.TopicPartitions.builder()
                                .topicId(topic.getKey())
                                .partitions(List.copyOf(topic.getValue()))
                                .build())
                        .toList())
                .build();
    }

    private void remove(
            ShareGroup group, ShareMember member, RebalanceReason reason, TopicsView topics, ShareEffects effects) {
        LOG.info("Share group {} loses a member: {}", group.id(), reason.text());
        changes.make(new ShareChange.ProgressGone(group.id(), member.id()), effects);
        changes.make(new ShareChange.TargetGone(group.id(), member.id()), effects);
        changes.make(new ShareChange.MemberGone(group.id(), member.id()), effects);
        effects.cancel(new ShareTimer(group.id(), member.id()));
        epochs.advanceIfNeeded(group, List.of(reason), topics, effects);
    }

    private void requireRoom(ShareGroup group, Optional<ShareMember> member) {
        if (member.isEmpty() && group.members().size() >= config.maxSize()) {
            throw new GroupRefusedException(
                    ErrorCode.GROUP_MAX_SIZE_REACHED,
                    "The share group has reached its maximum capacity of " + config.maxSize()
                            + " members (group.share.max.size).");
        }
    }

    /** A member may be one epoch behind: the answer that told it may have been lost. */
    private static void requireCurrent(ShareMember member, int epoch) {
        ShareMember.Progress progress = member.progress();
        if (epoch != 0 && epoch != progress.epoch() && epoch != progress.previousEpoch()) {
            throw new GroupRefusedException(
                    ErrorCode.FENCED_MEMBER_EPOCH,
                    "Member " + member.id() + " says epoch " + epoch + " and is in epoch " + progress.epoch()
                            + "; it has to give up all its partitions and join again.");
        }
    }

    private static ShareMember.Profile profile(
            ShareGroupHeartbeatRequest request, Client client, ShareMember.Profile before) {
        List<String> names = request.subscribedTopicNames();
        SortedSet<String> topics = names == null ? before.topics() : new TreeSet<>(names);
        return new ShareMember.Profile(
                client.id(),
                client.host(),
                Optional.ofNullable(request.rackId()).or(before::rackId),
                topics);
    }

    private ShareGroup require(String groupId) {
        return changes.find(groupId)
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.GROUP_ID_NOT_FOUND, "Share group " + groupId + " not found."));
    }

    private static GroupRefusedException unknownMember(ShareGroupHeartbeatRequest request) {
        return new GroupRefusedException(
                ErrorCode.UNKNOWN_MEMBER_ID,
                "Member " + request.memberId() + " is not a member of group " + request.groupId() + ".");
    }
}
