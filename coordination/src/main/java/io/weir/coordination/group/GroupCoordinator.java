package io.weir.coordination.group;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.runtime.CoordinatorLog;
import io.weir.coordination.runtime.CoordinatorRuntime;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.runtime.TransactionEnd;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.share.DeliveryStates;
import io.weir.coordination.share.StatesToMake;
import io.weir.coordination.streams.StreamsAnswer;
import io.weir.protocol.messages.AlterShareGroupOffsetsRequest;
import io.weir.protocol.messages.ConsumerGroupDescribeRequest;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.ConsumerGroupHeartbeatResponse;
import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DeleteGroupsResponse;
import io.weir.protocol.messages.DeleteShareGroupOffsetsRequest;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsResponse;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.HeartbeatResponse;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupResponse;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse;
import io.weir.protocol.messages.OffsetCommitRequest;
import io.weir.protocol.messages.OffsetCommitResponse;
import io.weir.protocol.messages.OffsetDeleteRequest;
import io.weir.protocol.messages.OffsetDeleteResponse;
import io.weir.protocol.messages.OffsetFetchRequest;
import io.weir.protocol.messages.OffsetFetchResponse;
import io.weir.protocol.messages.ShareGroupDescribeRequest;
import io.weir.protocol.messages.ShareGroupDescribeResponse;
import io.weir.protocol.messages.ShareGroupHeartbeatRequest;
import io.weir.protocol.messages.ShareGroupHeartbeatResponse;
import io.weir.protocol.messages.StreamsGroupDescribeRequest;
import io.weir.protocol.messages.StreamsGroupDescribeResponse;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitResponse;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The group coordinator of one broker: a method per request, for the groups whose partition of __consumer_offsets this
 * broker leads.
 *
 * <p>Requests are taken as they came, in any version, and answered in the form their version has; refusals are error
 * codes in the answers. The futures never fail. They are completed by the coordinator's loops (or by the caller, where
 * nothing has to be asked), so what continues them must not block. Who may do what is the caller's to check. Safe for
 * use by any thread.
 */
public final class GroupCoordinator implements AutoCloseable {

    /** The internal topic all of this is kept in. */
    public static final String OFFSETS_TOPIC = "__consumer_offsets";

    private final CoordinatorRuntime<GroupMachine, GroupTimer> runtime;
    private final GroupShards shards;
    private final MembershipRequests membership;
    private final OffsetRequests offsets;
    private final AdminRequests admin;
    private final ShareRequests share;
    private final RebalanceCounts rebalances = new RebalanceCounts();

    /**
     * A coordinator that leads nothing yet.
     *
     * @param states where share groups keep how far they have come
     * @param threads runs the coordinator's loops, one task at a time per partition; virtual threads will do
     */
    public GroupCoordinator(
            GroupConfig config, TopicDirectory topics, DeliveryStates states, CoordinatorTime time, Executor threads) {
        this(config, topics, states, time, threads, () -> UUID.randomUUID().toString());
    }

    /** As above, with a source of what makes member ids unique. */
    GroupCoordinator(
            GroupConfig config,
            TopicDirectory topics,
            DeliveryStates states,
            CoordinatorTime time,
            Executor threads,
            Supplier<String> uniqueSuffixes) {
        runtime = new CoordinatorRuntime<>(
                OFFSETS_TOPIC,
                () -> new GroupMachine(config, topics, this::makeStates, uniqueSuffixes, rebalances),
                time,
                threads,
                config.offsets().commitTimeoutMs());
        // The setting says how the topic is made; once it is there, groups are where its own partitions put them.
        shards = new GroupShards(runtime, () -> {
            int actual = topics.partitionCount(OFFSETS_TOPIC);
            return actual > 0 ? actual : config.offsets().topicPartitions();
        });
        membership = new MembershipRequests(shards, config);
        offsets = new OffsetRequests(shards);
        share = new ShareRequests(shards, states);
        admin = new AdminRequests(shards, share);
    }

    /** The partition of __consumer_offsets that keeps this group; the same as in Kafka. */
    public int partitionFor(String groupId) {
        return shards.partitionFor(groupId);
    }

    /** This broker leads a partition of __consumer_offsets: its groups are loaded in the background. */
    public void onElected(int partition, int leaderEpoch, CoordinatorLog log) {
        runtime.elected(partition, leaderEpoch, log);
    }

    /** This broker stopped leading a partition as of this epoch: whoever waits is sent elsewhere. */
    public void onResigned(int partition, int leaderEpoch) {
        runtime.resigned(partition, leaderEpoch);
    }

    /** Topics are gone: removes the offsets committed for them. Completed when that is committed, as far as possible. */
    public CompletableFuture<Void> onTopicsDeleted(List<DeletedTopic> deleted) {
        return offsets.topicsDeleted(deleted);
    }

    /** Answered when the join phase is over, which takes up to the longest rebalance timeout in the group. */
    public CompletableFuture<JoinGroupResponse> joinGroup(RequestContext context, JoinGroupRequest request) {
        return membership.join(context, request);
    }

    /** Answered when the leader has assigned. */
    public CompletableFuture<SyncGroupResponse> syncGroup(RequestContext context, SyncGroupRequest request) {
        return membership.sync(context, request);
    }

    public CompletableFuture<HeartbeatResponse> heartbeat(RequestContext context, HeartbeatRequest request) {
        return membership.heartbeat(request);
    }

    /** One member up to version 2, a batch of them from version 3 on. */
    public CompletableFuture<LeaveGroupResponse> leaveGroup(RequestContext context, LeaveGroupRequest request) {
        return membership.leave(context, request);
    }

    /** Answered when the offsets are committed to the log. */
    public CompletableFuture<OffsetCommitResponse> offsetCommit(RequestContext context, OffsetCommitRequest request) {
        return offsets.commit(context, request);
    }

    /**
     * The first step of a commit within a transaction. Unless the transaction is open here already, the transaction
     * coordinator must be asked between this and {@link #txnOffsetCommit}.
     */
    public CompletableFuture<TransactionProof> beginTransactionProof(String groupId, TransactionalProducer producer) {
        return offsets.beginProof(groupId, producer);
    }

    /** Commits offsets that count when the producer's transaction is committed; answered when they are in the log. */
    public CompletableFuture<TxnOffsetCommitResponse> txnOffsetCommit(
            TxnOffsetCommitRequest request, TransactionProof proof) {
        return offsets.txnCommit(request, proof);
    }

    /**
     * Ends a transaction in a partition of __consumer_offsets: its offsets count from now on, or never. Fails with
     * {@link io.weir.coordination.runtime.CoordinatorException}.
     */
    public CompletableFuture<ErrorCode> endTransaction(int partition, TransactionEnd end) {
        return runtime.endTransaction(partition, end);
    }

    /** One group up to version 7, several from version 8 on; a missing topic list asks for all. */
    public CompletableFuture<OffsetFetchResponse> offsetFetch(RequestContext context, OffsetFetchRequest request) {
        return offsets.fetch(context, request);
    }

    public CompletableFuture<OffsetDeleteResponse> offsetDelete(RequestContext context, OffsetDeleteRequest request) {
        return offsets.delete(request);
    }

    /** The groups of all partitions led here. */
    public CompletableFuture<ListGroupsResponse> listGroups(RequestContext context, ListGroupsRequest request) {
        return admin.list(request);
    }

    /** Groups in the order asked for; authorized operations are left to the caller. */
    public CompletableFuture<DescribeGroupsResponse> describeGroups(
            RequestContext context, DescribeGroupsRequest request) {
        return admin.describe(context, request);
    }

    public CompletableFuture<DeleteGroupsResponse> deleteGroups(RequestContext context, DeleteGroupsRequest request) {
        return admin.delete(request);
    }

    /**
     * A member of a streams group joins, lives or leaves. With the answer come the internal topics its group waits for:
     * they are the caller's to make. Whether the member may know of its topics is the caller's to check.
     */
    public CompletableFuture<StreamsAnswer> streamsGroupHeartbeat(
            RequestContext context, StreamsGroupHeartbeatRequest request) {
        return membership.streamsHeartbeat(context, request);
    }

    /** Groups in the order asked for; authorized operations are left to the caller. */
    public CompletableFuture<StreamsGroupDescribeResponse> streamsGroupDescribe(
            RequestContext context, StreamsGroupDescribeRequest request) {
        return admin.describe(request);
    }

    /**
     * A member of a consumer group joins, lives or leaves.
     *
     * @param mayDescribe whether the member may know of a topic that its regular expression matches; asked by the
     *     coordinator's loops, so it must not block
     */
    public CompletableFuture<ConsumerGroupHeartbeatResponse> consumerGroupHeartbeat(
            RequestContext context, ConsumerGroupHeartbeatRequest request, Predicate<String> mayDescribe) {
        return membership.consumerHeartbeat(context, request, mayDescribe);
    }

    /** Consumer groups; authorized operations are left to the caller. */
    public CompletableFuture<ConsumerGroupDescribeResponse> consumerGroupDescribe(
            RequestContext context, ConsumerGroupDescribeRequest request) {
        return admin.describe(request);
    }

    /** A member of a share group joins, lives or leaves. Which topics it may know of is the caller's to check. */
    public CompletableFuture<ShareGroupHeartbeatResponse> shareGroupHeartbeat(
            RequestContext context, ShareGroupHeartbeatRequest request) {
        return share.heartbeat(context, request);
    }

    /** Share groups; authorized operations are left to the caller. */
    public CompletableFuture<ShareGroupDescribeResponse> shareGroupDescribe(ShareGroupDescribeRequest request) {
        return share.describe(request);
    }

    /** The partitions a share group keeps a state of, by topic id; none where there is no such group. */
    public CompletableFuture<SortedMap<Uuid, SortedSet<Integer>>> shareGroupStates(String groupId) {
        return share.statesOf(groupId);
    }

    /** Sets where a share group without members goes on. */
    public CompletableFuture<AlteredOffsets> alterShareGroupOffsets(AlterShareGroupOffsetsRequest request) {
        return share.alter(request);
    }

    /** Forgets how far a share group without members has come in topics. */
    public CompletableFuture<DeletedOffsets> deleteShareGroupOffsets(DeleteShareGroupOffsetsRequest request) {
        return share.deleteOffsets(request);
    }

    /** Why a group rebalanced, and what it waits for; nothing when it is not known here. */
    public CompletableFuture<GroupInsight> insight(String groupId) {
        return admin.insight(groupId);
    }

    /** How many rebalances of groups that are or were here began since the start. */
    public RebalanceCounts rebalances() {
        return rebalances;
    }

    /**
     * All groups led here and what they have yet to read. Bounded work a shard, which serves nobody meanwhile: one look at
     * every committed offset.
     *
     * @param ends where partitions end for consumers; asked by the coordinator's loops, so it must not block
     */
    public CompletableFuture<List<GroupCensus>> census(GroupCensus.Ends ends) {
        return admin.census(ends);
    }

    /** Unloads everything; whoever waits is told to look elsewhere. */
    @Override
    public void close() {
        runtime.close();
    }

    private void makeStates(StatesToMake wanted) {
        var _ = share.make(wanted);
    }
}
