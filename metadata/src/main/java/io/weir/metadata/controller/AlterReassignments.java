package io.weir.metadata.controller;

import java.util.List;
import java.util.Optional;

/**
 * Have partitions on other brokers (KIP-455).
 *
 * @param allowFactorChange whether a partition may have more or fewer replicas afterwards (KIP-860)
 */
public record AlterReassignments(List<Target> targets, boolean allowFactorChange)
        implements Command<AlterReassignments.Answer> {

    /**
     * Where one partition is to be.
     *
     * @param replicas node ids, the preferred leader first; empty to cancel what is in progress
     */
    public record Target(String topic, int partitionId, Optional<List<Integer>> replicas) {}

    /** One for each target, in their order. */
    public record Answer(List<Result> results) {}

    /** What became of one partition. */
    public record Result(String topic, int partitionId, ApiError error) {}
}
