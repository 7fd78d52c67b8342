package io.weir.broker.handlers.topic;

import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.messages.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import io.weir.protocol.messages.MetadataResponse.MetadataResponsePartition;
import io.weir.protocol.types.ErrorCode;
import java.util.List;

/** One partition's state in the words of the answers that tell it. One whose disk has failed has no leader, as in Kafka. */
final class PartitionAnswers {

    private PartitionAnswers() {}

    static MetadataResponsePartition metadata(PartitionImage partition, boolean isOffline) {
        return MetadataResponsePartition.builder()
                .errorCode(error(partition, isOffline).code())
                .partitionIndex(partition.partitionId())
                .leaderId(isOffline ? Leadership.NO_LEADER : partition.leader())
                .leaderEpoch(partition.leaderEpoch())
                .replicaNodes(partition.replicas())
                .isrNodes(partition.isr())
                .offlineReplicas(offline(partition, isOffline))
                .build();
    }

    static DescribeTopicPartitionsResponsePartition description(PartitionImage partition, boolean isOffline) {
        return DescribeTopicPartitionsResponsePartition.builder()
                .errorCode(error(partition, isOffline).code())
                .partitionIndex(partition.partitionId())
                .leaderId(isOffline ? Leadership.NO_LEADER : partition.leader())
                .leaderEpoch(partition.leaderEpoch())
                .replicaNodes(partition.replicas())
                .isrNodes(partition.isr())
                .offlineReplicas(offline(partition, isOffline))
                // Null would be legal where there are none, but the Java client takes it for a list.
                .eligibleLeaderReplicas(partition.successors().eligible())
                .lastKnownElr(lastKnown(partition.successors().lastKnown()))
                .build();
    }

    private static List<Integer> lastKnown(int leader) {
        return leader == Leadership.NO_LEADER ? List.of() : List.of(leader);
    }

    /** The leader is the one replica whose disk this node knows. */
    private static List<Integer> offline(PartitionImage partition, boolean isOffline) {
        return isOffline && partition.leader() != Leadership.NO_LEADER ? List.of(partition.leader()) : List.of();
    }

    private static ErrorCode error(PartitionImage partition, boolean isOffline) {
        return isOffline || partition.leader() == Leadership.NO_LEADER
                ? ErrorCode.LEADER_NOT_AVAILABLE
                : ErrorCode.NONE;
    }
}
