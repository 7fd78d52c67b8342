package io.weir.metadata.controller;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;

/**
 * A leader asks for other in-sync replicas of partitions it leads (KIP-497).
 *
 * @param brokerEpoch of the leader's registration
 */
public record AlterPartitions(int nodeId, long brokerEpoch, List<Change> changes)
        implements Command<AlterPartitions.Answer> {

    /**
     * The whole set one partition is to have.
     *
     * @param leaderEpoch    as the leader knows it; another one refuses the change
     * @param partitionEpoch the same
     */
    public record Change(Uuid topicId, int partitionId, int leaderEpoch, int partitionEpoch, List<Member> isr) {}

    /**
     * A replica that is in sync.
     *
     * @param brokerEpoch the registration under which it fetched; -1 where the leader does not know it
     */
    public record Member(int nodeId, long brokerEpoch) {}

    /**
     * What became of it.
     *
     * @param error of the command as a whole
     * @param results one for each change, in their order; empty after an error
     */
    public record Answer(ApiError error, List<ErrorCode> results) {}
}
