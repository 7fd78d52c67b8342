package io.weir.broker.handlers.topic;

import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.messages.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition;
import io.weir.protocol.messages.MetadataResponse.MetadataResponsePartition;
import io.weir.protocol.types.ErrorCode;
import java.util.List;

/** One partition's state in the words of the answers that tell it. */
final class PartitionAnswers {

    private PartitionAnswers() {}

    static MetadataResponsePartition metadata(PartitionImage partition) {
        return MetadataResponsePartition.builder()
                .errorCode(error(partition).code())
                .partitionIndex(partition.partitionId())
                .leaderId(partition.leader())
                .leaderEpoch(partition.leaderEpoch())
                .replicaNodes(partition.replicas())
                .isrNodes(partition.isr())
                .build();
    }

    static DescribeTopicPartitionsResponsePartition description(PartitionImage partition) {
        return DescribeTopicPartitionsResponsePartition.builder()
                .errorCode(error(partition).code())
                .partitionIndex(partition.partitionId())
                .leaderId(partition.leader())
                .leaderEpoch(partition.leaderEpoch())
                .replicaNodes(partition.replicas())
                .isrNodes(partition.isr())
                // Null would be legal, but the Java client takes it for a list.
                .eligibleLeaderReplicas(List.of())
                .lastKnownElr(List.of())
                .build();
    }

    private static ErrorCode error(PartitionImage partition) {
        return partition.leader() == Leadership.NO_LEADER ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE;
    }
}
