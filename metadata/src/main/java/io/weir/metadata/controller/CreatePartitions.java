package io.weir.metadata.controller;

import java.util.List;
import java.util.Optional;

/** Give topics more partitions, or only see whether that could be done. Each topic succeeds or fails by itself. */
public record CreatePartitions(List<Growth> topics, boolean validateOnly) implements Command<CreatePartitions.Answer> {

    /**
     * A topic to grow.
     *
     * @param count       how many partitions it shall have in all
     * @param assignments the replicas of each new partition, if the controller is not to choose
     */
    public record Growth(String name, int count, Optional<List<List<Integer>>> assignments) {}

    /** In the order of the request, a name that stood there several times only once. */
    public record Answer(List<Result> topics) {}

    /** What became of one topic. */
    public record Result(String name, ApiError error) {}
}
