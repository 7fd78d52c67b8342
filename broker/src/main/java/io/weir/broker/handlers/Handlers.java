package io.weir.broker.handlers;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.fetch.Fetcher;
import io.weir.broker.handlers.cluster.AlterConfigsHandler;
import io.weir.broker.handlers.cluster.AlterReplicaLogDirsHandler;
import io.weir.broker.handlers.cluster.DescribeClusterHandler;
import io.weir.broker.handlers.cluster.DescribeConfigsHandler;
import io.weir.broker.handlers.cluster.DescribeLogDirsHandler;
import io.weir.broker.handlers.cluster.FindCoordinatorHandler;
import io.weir.broker.handlers.cluster.IncrementalAlterConfigsHandler;
import io.weir.broker.handlers.cluster.ListConfigResourcesHandler;
import io.weir.broker.handlers.cluster.UnregisterBrokerHandler;
import io.weir.broker.handlers.cluster.UpdateFeaturesHandler;
import io.weir.broker.handlers.data.DeleteRecordsHandler;
import io.weir.broker.handlers.data.FetchHandler;
import io.weir.broker.handlers.data.InformedHandler;
import io.weir.broker.handlers.data.ListOffsetsHandler;
import io.weir.broker.handlers.data.OffsetForLeaderEpochHandler;
import io.weir.broker.handlers.data.ProduceHandler;
import io.weir.broker.handlers.data.Unheard;
import io.weir.broker.handlers.group.AlterShareGroupOffsetsHandler;
import io.weir.broker.handlers.group.ConsumerGroupDescribeHandler;
import io.weir.broker.handlers.group.ConsumerGroupHeartbeatHandler;
import io.weir.broker.handlers.group.DeleteGroupsHandler;
import io.weir.broker.handlers.group.DeleteShareGroupOffsetsHandler;
import io.weir.broker.handlers.group.DescribeGroupsHandler;
import io.weir.broker.handlers.group.DescribeShareGroupOffsetsHandler;
import io.weir.broker.handlers.group.HeartbeatHandler;
import io.weir.broker.handlers.group.JoinGroupHandler;
import io.weir.broker.handlers.group.LeaveGroupHandler;
import io.weir.broker.handlers.group.ListGroupsHandler;
import io.weir.broker.handlers.group.OffsetCommitHandler;
import io.weir.broker.handlers.group.OffsetDeleteHandler;
import io.weir.broker.handlers.group.OffsetFetchHandler;
import io.weir.broker.handlers.group.ShareGroupDescribeHandler;
import io.weir.broker.handlers.group.ShareGroupHeartbeatHandler;
import io.weir.broker.handlers.group.StreamsGroupDescribeHandler;
import io.weir.broker.handlers.group.StreamsGroupHeartbeatHandler;
import io.weir.broker.handlers.group.SyncGroupHandler;
import io.weir.broker.handlers.quorum.AddRaftVoterHandler;
import io.weir.broker.handlers.quorum.DescribeQuorumHandler;
import io.weir.broker.handlers.quorum.RemoveRaftVoterHandler;
import io.weir.broker.handlers.replicas.AlterPartitionReassignmentsHandler;
import io.weir.broker.handlers.replicas.ElectLeadersHandler;
import io.weir.broker.handlers.replicas.ListPartitionReassignmentsHandler;
import io.weir.broker.handlers.share.DeleteShareGroupStateHandler;
import io.weir.broker.handlers.share.InitializeShareGroupStateHandler;
import io.weir.broker.handlers.share.ReadShareGroupStateHandler;
import io.weir.broker.handlers.share.ReadShareGroupStateSummaryHandler;
import io.weir.broker.handlers.share.ShareAcknowledgeHandler;
import io.weir.broker.handlers.share.ShareFetchHandler;
import io.weir.broker.handlers.share.WriteShareGroupStateHandler;
import io.weir.broker.handlers.telemetry.GetTelemetrySubscriptionsHandler;
import io.weir.broker.handlers.telemetry.PushTelemetryHandler;
import io.weir.broker.handlers.topic.CreatePartitionsHandler;
import io.weir.broker.handlers.topic.CreateTopicsHandler;
import io.weir.broker.handlers.topic.DeleteTopicsHandler;
import io.weir.broker.handlers.topic.DescribeTopicPartitionsHandler;
import io.weir.broker.handlers.topic.MetadataHandler;
import io.weir.broker.handlers.transaction.AddOffsetsToTxnHandler;
import io.weir.broker.handlers.transaction.AddPartitionsToTxnHandler;
import io.weir.broker.handlers.transaction.DescribeProducersHandler;
import io.weir.broker.handlers.transaction.DescribeTransactionsHandler;
import io.weir.broker.handlers.transaction.EndTxnHandler;
import io.weir.broker.handlers.transaction.InitProducerIdHandler;
import io.weir.broker.handlers.transaction.ListTransactionsHandler;
import io.weir.broker.handlers.transaction.TxnOffsetCommitHandler;
import io.weir.broker.handlers.transaction.WriteTxnMarkersHandler;
import io.weir.broker.insight.GroupInsights;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.HandlerTable;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.share.ShareAcknowledger;
import io.weir.broker.share.ShareFetcher;
import io.weir.broker.share.ShareService;
import io.weir.broker.telemetry.ClientTelemetry;
import io.weir.broker.transaction.TransactionService;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.sharestate.ShareStateCoordinator;
import io.weir.coordination.transaction.TransactionCoordinator;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.ConfigValues;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The one table of all API keys this broker answers. To serve another key, add a line. */
public final class Handlers {

    private Handlers() {}

    /** What handlers work with. */
    public record Services(
            Cluster cluster,
            LogStore logs,
            Partitions partitions,
            Fetcher fetcher,
            Coordinators coordinators,
            InstantSource clock) {

        private GroupCoordinator groups() {
            return coordinators.groups;
        }
    }

    /** Who decides on groups, on transactions, on what is shared. */
    public record Coordinators(
            GroupCoordinator groups,
            GroupInsights insights,
            TransactionService transactions,
            ShareCoordinators share) {}

    /** Who decides on what share groups have read. */
    public record ShareCoordinators(ShareService service, ShareFetcher fetcher) {}

    /** The table over these services. */
    public static HandlerTable table(Services services, ClientTelemetry telemetry, ConfigValues values) {
        List<RequestHandler<?, ?>> handlers = new ArrayList<>();
        handlers.addAll(data(services));
        handlers.addAll(topics(services, values));
        handlers.addAll(cluster(services));
        handlers.addAll(groups(services));
        handlers.addAll(transactions(services));
        handlers.addAll(shareGroups(services));
        handlers.add(new GetTelemetrySubscriptionsHandler(telemetry));
        handlers.add(new PushTelemetryHandler(telemetry));
        handlers.add(new ApiVersionsHandler(handlers, services.cluster, telemetry));
        return new HandlerTable(handlers);
    }

    private static List<RequestHandler<?, ?>> data(Services services) {
        Unheard unheard = new Unheard(services.partitions);
        Runnable catchUp = services.cluster::catchUp;
        ProduceHandler produce =
                new ProduceHandler(services.partitions, services.coordinators.transactions.gate(), services.clock);
        return List.of(
                new InformedHandler<>(produce, catchUp, unheard::in),
                new InformedHandler<>(new FetchHandler(services.fetcher), catchUp, unheard::in),
                new InformedHandler<>(new ListOffsetsHandler(services.partitions), catchUp, unheard::in),
                new InformedHandler<>(new OffsetForLeaderEpochHandler(services.partitions), catchUp, unheard::in),
                new DeleteRecordsHandler(services.partitions, services.logs));
    }

    private static List<RequestHandler<?, ?>> transactions(Services services) {
        TransactionService transactions = services.coordinators.transactions;
        TransactionCoordinator coordinator = transactions.coordinator();
        return List.of(
                new InitProducerIdHandler(transactions),
                new AddPartitionsToTxnHandler(coordinator, services.partitions),
                new AddOffsetsToTxnHandler(coordinator, services.groups()::partitionFor),
                new EndTxnHandler(coordinator),
                new WriteTxnMarkersHandler(transactions.markers()),
                new TxnOffsetCommitHandler(services.groups(), transactions.gate(), services.partitions, services.clock),
                new DescribeProducersHandler(services.partitions),
                new DescribeTransactionsHandler(coordinator),
                new ListTransactionsHandler(coordinator));
    }

    private static List<RequestHandler<?, ?>> topics(Services services, ConfigValues values) {
        return List.of(
                new MetadataHandler(services.cluster, services.partitions),
                new DescribeTopicPartitionsHandler(
                        services.cluster, services.partitions, values.intValue("max.request.partition.size.limit")),
                new CreateTopicsHandler(services.cluster),
                new DeleteTopicsHandler(services.cluster),
                new CreatePartitionsHandler(services.cluster));
    }

    private static List<RequestHandler<?, ?>> cluster(Services services) {
        return List.of(
                new DescribeClusterHandler(services.cluster),
                new DescribeLogDirsHandler(services.logs, services.partitions),
                new AlterReplicaLogDirsHandler(services.logs),
                new DescribeConfigsHandler(services.cluster, services.coordinators.insights::of),
                new ListConfigResourcesHandler(services.cluster),
                new UpdateFeaturesHandler(services.cluster),
                new UnregisterBrokerHandler(services.cluster),
                new DescribeQuorumHandler(services.cluster, services.clock),
                new AddRaftVoterHandler(services.cluster),
                new RemoveRaftVoterHandler(services.cluster),
                new ElectLeadersHandler(services.cluster),
                new AlterPartitionReassignmentsHandler(services.cluster),
                new ListPartitionReassignmentsHandler(services.cluster),
                new AlterConfigsHandler(services.cluster),
                new IncrementalAlterConfigsHandler(services.cluster),
                new FindCoordinatorHandler(
                        services.cluster,
                        services.groups()::partitionFor,
                        services.coordinators.transactions.coordinator()::partitionFor,
                        services.coordinators.share.service.coordinator()::partitionFor));
    }

    private static List<RequestHandler<?, ?>> shareGroups(Services services) {
        ShareService service = services.coordinators.share.service;
        ShareStateCoordinator states = service.coordinator();
        return List.of(
                new ShareGroupHeartbeatHandler(services.groups()),
                new ShareGroupDescribeHandler(services.groups()),
                new DescribeShareGroupOffsetsHandler(services.groups(), service.keeper(), services.partitions),
                new AlterShareGroupOffsetsHandler(services.groups(), services.partitions),
                new DeleteShareGroupOffsetsHandler(services.groups()),
                new ShareFetchHandler(services.coordinators.share.fetcher, service),
                new ShareAcknowledgeHandler(new ShareAcknowledger(service, services.partitions)),
                new InitializeShareGroupStateHandler(states),
                new ReadShareGroupStateHandler(states),
                new WriteShareGroupStateHandler(states),
                new DeleteShareGroupStateHandler(states),
                new ReadShareGroupStateSummaryHandler(states));
    }

    private static List<RequestHandler<?, ?>> groups(Services services) {
        GroupCoordinator groups = services.groups();
        return List.of(
                new JoinGroupHandler(groups),
                new SyncGroupHandler(groups),
                new HeartbeatHandler(groups),
                new LeaveGroupHandler(groups),
                new ConsumerGroupHeartbeatHandler(groups),
                new ConsumerGroupDescribeHandler(groups),
                new StreamsGroupHeartbeatHandler(groups, services.cluster),
                new StreamsGroupDescribeHandler(groups),
                new OffsetCommitHandler(groups, services.partitions),
                new OffsetFetchHandler(groups, services.partitions),
                new OffsetDeleteHandler(groups),
                new ListGroupsHandler(groups),
                new DescribeGroupsHandler(groups),
                new DeleteGroupsHandler(groups));
    }
}
