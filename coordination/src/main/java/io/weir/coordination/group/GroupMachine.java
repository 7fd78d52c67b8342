package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.consumer.ConsumerTimer;
import io.weir.coordination.membership.Client;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorMachine;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.runtime.Waiting;
import io.weir.coordination.share.ShareGroups;
import io.weir.coordination.share.ShareTimer;
import io.weir.coordination.share.StatesToMake;
import io.weir.coordination.streams.StreamsAnswer;
import io.weir.coordination.streams.StreamsGroups;
import io.weir.coordination.streams.StreamsTimer;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.LeaveGroupResponse.MemberResponse;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitResponse;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteResponse;
import io.weir.protocol.messages.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.protocol.messages.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.protocol.messages.ShareGroupDescribeResponse;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.messages.StreamsGroupDescribeResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The groups and offsets of one partition of __consumer_offsets: wires the rules together and passes events on. */
final class GroupMachine implements CoordinatorMachine<GroupTimer> {

    private final GroupConfig config;
    private final Groups groups = new Groups();
    private final OffsetStore offsets = new OffsetStore();
    private final Sessions sessions = new Sessions();
    private final ModernGroups modern;
    private final GroupReplay replay;
    private final GroupQueries queries;
    private final Rebalances rebalances;
    private final SyncRequests syncs;
    private final Memberships memberships;
    private final Departures departures;
    private final OffsetCommits commits;
    private final TxnOffsetCommits txnCommits;
    private final OffsetFetches fetches;
    private final OffsetDeletions offsetDeletions;
    private final GroupDeletions deletions;

    /**
     * @param maker makes the states of delivery that share groups need
     * @param counts counts the rebalances of all shards
     */
    GroupMachine(
            GroupConfig config,
            TopicDirectory directory,
            Consumer<StatesToMake> maker,
            Supplier<String> uniqueSuffixes,
            RebalanceCounts counts) {
        this.config = config;
        CommitTopics topics = new CommitTopics(directory);
        rebalances = new Rebalances(config, sessions, counts);
        modern = new ModernGroups(
                new ConsumerGroups(config.consumer(), directory::view, uniqueSuffixes, counts),
                new StreamsGroups(config.streams(), directory::view, counts),
                new ShareGroups(config.share(), directory::view, maker, counts),
                new Conversions(groups, rebalances, sessions));
        replay = new GroupReplay(groups, modern, offsets);
        queries = new GroupQueries(groups, modern);
        JoinRequests joins = new JoinRequests(
                config, groups, rebalances, sessions, new StaticMembers(rebalances, sessions), uniqueSuffixes);
        syncs = new SyncRequests(groups, rebalances, sessions);
        departures = new Departures(groups, rebalances, sessions);
        memberships = new Memberships(
                groups,
                modern,
                new Memberships.ClassicRequests(joins, syncs, departures, new Heartbeats(groups, sessions)));
        commits = new OffsetCommits(config.offsets(), groups, modern, offsets, sessions, topics);
        txnCommits = new TxnOffsetCommits(config.offsets(), groups, modern, offsets, topics);
        fetches = new OffsetFetches(modern, offsets, topics);
        offsetDeletions = new OffsetDeletions(config.offsets(), groups, modern, offsets, topics);
        deletions = new GroupDeletions(groups, modern, offsets, offsetDeletions);
    }

    @Override
    public void replay(CoordinatorRecord record) {
        replay.replay(record);
    }

    @Override
    public void replayPending(TransactionalProducer producer, CoordinatorRecord record) {
        replay.replayPending(producer, record);
    }

    @Override
    public void transactionEnded(TransactionEnd end) {
        txnCommits.ended(end);
        offsets.endTransaction(end.producer().id(), end.marker().isCommit());
    }

    @Override
    public void loaded(Step<GroupTimer> step) {
        for (ClassicGroup group : groups.all()) {
            group.members().all().forEach(member -> sessions.renew(group, member, step));
            int size = group.members().size();
            if (size > config.maxSize()) {
                rebalances.because(new RebalanceReason.OverCapacity(size, config.maxSize()), group, step);
            }
            if (group.isWithoutLeader()) {
                rebalances.because(new RebalanceReason.ProtocolChanged("classic"), group, step);
            }
        }
        modern.consumers().loaded(effects(step));
        modern.streams().loaded(effects(step));
        modern.shares().loaded(new ShareStepEffects(step));
        scheduleExpiry(step);
    }

    @Override
    public void timeout(GroupTimer timer, Step<GroupTimer> step) {
        switch (timer) {
            case GroupTimer.SessionExpired(String groupId, String memberId) ->
                with(groupId, group -> departures.sessionExpired(group, memberId, step));
            case GroupTimer.InitialDelayOver over ->
                with(over.groupId(), group -> rebalances.initialDelayOver(group, over, step));
            case GroupTimer.JoinDeadline(String groupId) ->
                with(groupId, group -> rebalances.joinDeadline(group, step));
            case GroupTimer.RebalanceLong(String groupId) -> with(groupId, Rebalances::tellIfLong);
            case GroupTimer.SyncDeadline deadline ->
                with(deadline.groupId(), group -> syncs.deadline(group, deadline, step));
            case GroupTimer.OfConsumerGroup(ConsumerTimer consumer) ->
                modern.consumers().timeout(consumer, effects(step));
            case GroupTimer.OfStreamsGroup(StreamsTimer streams) ->
                modern.streams().timeout(streams, effects(step));
            case GroupTimer.OfShareGroup(ShareTimer share) ->
                modern.shares().timeout(share, new ShareStepEffects(step));
            case GroupTimer.ExpiryDue() -> {
                deletions.expire(step);
                scheduleExpiry(step);
            }
        }
    }

    void join(
            RequestContext context,
            JoinGroupRequest request,
            Waiting<JoinGroupResponse> waiting,
            Step<GroupTimer> step) {
        memberships.join(new Join(context, request, waiting), step);
    }

    ConsumerGroupHeartbeatResponse consumerHeartbeat(
            ConsumerGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        return memberships.consumerHeartbeat(request, client, step);
    }

    ShareGroups shareGroups() {
        return modern.shares();
    }

    ShareGroupHeartbeatResponse shareHeartbeat(
            ShareGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        return memberships.shareHeartbeat(request, client, step);
    }

    ErrorCode shareOffsetsRefusal(String groupId) {
        return memberships.shareOffsetsRefusal(groupId);
    }

    ShareGroupDescribeResponse.DescribedGroup describeShareGroup(String groupId) {
        return queries.describeShareGroup(groupId);
    }

    StreamsAnswer streamsHeartbeat(StreamsGroupHeartbeatRequest request, Client client, Step<GroupTimer> step) {
        return memberships.streamsHeartbeat(request, client, step);
    }

    StreamsGroupDescribeResponse.DescribedGroup describeStreamsGroup(String groupId) {
        return queries.describeStreamsGroup(groupId);
    }

    ConsumerGroupDescribeResponse.DescribedGroup describeConsumerGroup(String groupId) {
        return queries.describeConsumerGroup(groupId);
    }

    void sync(SyncGroupRequest request, Waiting<SyncGroupResponse> waiting, Step<GroupTimer> step) {
        memberships.sync(request, waiting, step);
    }

    ErrorCode heartbeat(HeartbeatRequest request, Step<GroupTimer> step) {
        return memberships.heartbeat(request, step);
    }

    List<MemberResponse> leave(String groupId, List<MemberIdentity> leaving, Step<GroupTimer> step) {
        return memberships.leave(groupId, leaving, step);
    }

    OffsetCommitResponse commit(RequestContext context, OffsetCommitRequest request, Step<GroupTimer> step) {
        return modern.shares().contains(request.groupId())
                ? OffsetRequests.commitFailed(request, ErrorCode.GROUP_ID_NOT_FOUND)
                : commits.handle(context, request, step);
    }

    long beginProof(TransactionalProducer producer, Step<GroupTimer> step) {
        return txnCommits.beginProof(producer, step.nowMs());
    }

    TxnOffsetCommitResponse commit(TxnOffsetCommitRequest request, long proof, Step<GroupTimer> step) {
        return modern.shares().contains(request.groupId())
                ? TxnOffsetCommits.refused(request, ErrorCode.GROUP_ID_NOT_FOUND)
                : txnCommits.handle(request, proof, step);
    }

    OffsetFetchResponseGroup fetch(RequestContext context, OffsetFetchRequestGroup request, boolean requireStable) {
        return modern.shares().contains(request.groupId())
                ? OffsetRequests.fetchFailed(context, request, ErrorCode.GROUP_ID_NOT_FOUND)
                : fetches.handle(context, request, requireStable);
    }

    OffsetDeleteResponse deleteOffsets(OffsetDeleteRequest request, Step<GroupTimer> step) {
        return modern.shares().contains(request.groupId())
                ? OffsetDeletions.refused(ErrorCode.GROUP_ID_NOT_FOUND)
                : offsetDeletions.delete(request, step);
    }

    int topicsDeleted(List<DeletedTopic> deleted, Step<GroupTimer> step) {
        modern.shares().topicsDeleted(deleted.stream().map(DeletedTopic::id).toList(), new ShareStepEffects(step));
        return offsetDeletions.deleteOf(deleted, step);
    }

    DeletableGroupResult delete(String groupId, Step<GroupTimer> step) {
        return deletions.delete(groupId, step);
    }

    List<ListedGroup> list(ListGroupsRequest request) {
        return queries.list(request);
    }

    DescribedGroup describe(RequestContext context, String groupId) {
        return queries.describe(context, groupId);
    }

    List<GroupCensus> census(GroupCensus.Ends ends) {
        return new Census(offsets, ends).of(queries.all());
    }

    GroupInsight insight(String groupId) {
        return queries.insight(groupId);
    }

    private StepEffects effects(Step<GroupTimer> step) {
        return new StepEffects(step, modern.conversions());
    }

    private void with(String groupId, Consumer<ClassicGroup> action) {
        groups.find(groupId).ifPresent(action);
    }

    private void scheduleExpiry(Step<GroupTimer> step) {
        GroupTimer timer = new GroupTimer.ExpiryDue();
        step.schedule(timer, config.offsets().retentionCheckIntervalMs(), timer);
    }
}
