package io.weir.metadata.controller;

import io.weir.metadata.config.ConfigEntry;
import io.weir.protocol.types.Uuid;
import java.util.List;

/** Create topics, or only see whether they could be created. Each topic succeeds or fails by itself. */
public record CreateTopics(List<NewTopic> topics, boolean validateOnly) implements Command<CreateTopics.Answer> {

    /**
     * A topic to create.
     *
     * @param numPartitions     -1 for the broker's num.partitions, and where assignments are given
     * @param replicationFactor -1 for the broker's default.replication.factor, and where assignments are given
     * @param assignments       where replicas are to be; empty to let the controller choose
     */
    public record NewTopic(
            String name,
            int numPartitions,
            int replicationFactor,
            List<Assignment> assignments,
            List<NamedValue> configs) {

        /** A topic whose replicas the controller places. */
        public static NewTopic of(String name, int numPartitions, int replicationFactor) {
            return new NewTopic(name, numPartitions, replicationFactor, List.of(), List.of());
        }
    }

    /** The replicas of one partition, the preferred leader first. */
    public record Assignment(int partitionId, List<Integer> brokerIds) {}

    /** In the order of the request, a name that stood there several times only once. */
    public record Answer(List<Result> topics) {}

    /**
     * What became of one topic. After an error all but name and error are empty: zero, -1 and no settings.
     *
     * @param configs all settings of the new topic with where they come from
     */
    public record Result(
            String name,
            ApiError error,
            Uuid topicId,
            int numPartitions,
            int replicationFactor,
            List<ConfigEntry> configs) {

        static Result failed(String name, ApiError error) {
            return new Result(name, error, Uuid.ZERO, -1, -1, List.of());
        }
    }
}
