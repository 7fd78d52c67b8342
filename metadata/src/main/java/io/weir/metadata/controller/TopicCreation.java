package io.weir.metadata.controller;

import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.record.TopicRecord;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides one CreateTopics command. Checks in Kafka's order, so that the same mistake gets the same error. */
final class TopicCreation {

    /** New partitions in one command; Kafka's limit. */
    static final int MAX_PARTITIONS_PER_COMMAND = 10_000;

    private final NodeConfig node;
    private final MetadataImage image;
    private final Moment moment;
    private final List<Message> records = new ArrayList<>();

    /** Names of topics in this command that collide with no existing one but might with each other. */
    private final Map<String, String> created = new HashMap<>();

    TopicCreation(NodeConfig node, MetadataImage image, Moment moment) {
        this.node = node;
        this.image = image;
        this.moment = moment;
    }

    Decision<CreateTopics.Answer> decide(CreateTopics command) {
        Set<String> duplicates = Duplicates.of(command.topics(), CreateTopics.NewTopic::name);
        long total = command.topics().stream()
                .filter(topic -> !duplicates.contains(topic.name()))
                .mapToLong(this::requestedPartitions)
                .sum();
        Set<String> answered = new HashSet<>();
        List<CreateTopics.Result> results = new ArrayList<>();
        for (CreateTopics.NewTopic topic : command.topics()) {
            if (answered.add(topic.name())) {
                results.add(decideOne(topic, duplicates.contains(topic.name()), total));
            }
        }
        return Decision.of(records, new CreateTopics.Answer(List.copyOf(results)), command.validateOnly());
    }

    private CreateTopics.Result decideOne(CreateTopics.NewTopic topic, boolean duplicate, long totalPartitions) {
        try {
            if (duplicate) {
                throw new RefusedException(ErrorCode.INVALID_REQUEST, "Duplicate topic name.");
            }
            if (topic.name().equals(TopicNames.CLUSTER_METADATA)) {
                throw new RefusedException(
                        ErrorCode.INVALID_REQUEST, "Topic " + TopicNames.CLUSTER_METADATA + " is reserved");
            }
            if (totalPartitions > MAX_PARTITIONS_PER_COMMAND) {
                throw new RefusedException(
                        ErrorCode.POLICY_VIOLATION,
                        "The request asks for " + totalPartitions + " new partitions, and " + MAX_PARTITIONS_PER_COMMAND
                                + " are allowed; spread them over several requests");
            }
            return create(topic);
        } catch (RefusedException refused) {
            return CreateTopics.Result.failed(topic.name(), refused.error());
        }
    }

    private CreateTopics.Result create(CreateTopics.NewTopic topic) {
        checkName(topic.name());
        Map<String, String> configs = checkConfigs(topic);
        List<PartitionImage> partitions = partitions(topic);
        Uuid id = TopicIds.next(moment.random(), image.topics());
        records.add(TopicRecord.builder().name(topic.name()).topicId(id).build());
        ConfigResource resource = ConfigResource.topic(topic.name());
        configs.forEach((name, value) -> records.add(ConfigChange.record(resource, name, value)));
        partitions.forEach(partition -> records.add(partition.toRecord(id)));
        created.put(topic.name().replace('.', '_'), topic.name());
        return new CreateTopics.Result(
                topic.name(),
                ApiError.NONE,
                id,
                partitions.size(),
                partitions.getFirst().replicas().size(),
                node.describer(image).topic(configs));
    }

    private void checkName(String name) {
        TopicNames.problem(name).ifPresent(problem -> {
            throw new RefusedException(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
        });
        if (image.topics().named(name).isPresent()) {
            throw new RefusedException(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists.");
        }
        image.topics().collidingWith(name).ifPresent(other -> {
            throw collision(name, other);
        });
        String inThisCommand = created.get(name.replace('.', '_'));
        if (inThisCommand != null) {
            throw collision(name, inThisCommand);
        }
    }

    private static RefusedException collision(String name, String other) {
        return new RefusedException(
                ErrorCode.INVALID_TOPIC_EXCEPTION,
                "Topic '" + name + "' collides with topic '" + other
                        + "': names that differ only in '.' and '_' would share their metrics");
    }

    private Map<String, String> checkConfigs(CreateTopics.NewTopic topic) {
        Map<String, String> configs = new TreeMap<>();
        List<String> nulls = new ArrayList<>();
        for (NamedValue config : topic.configs()) {
            if (config.value() == null) {
                nulls.add(config.name());
            } else {
                configs.put(config.name(), config.value());
            }
        }
        if (!nulls.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.INVALID_CONFIG, "Null value not supported for topic configs: " + String.join(",", nulls));
        }
        if (!configs.isEmpty()) {
            new ConfigRules(node, image).checkTopic(configs);
        }
        return configs;
    }

    private List<PartitionImage> partitions(CreateTopics.NewTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return assigned(topic);
        }
        if (topic.replicationFactor() < -1 || topic.replicationFactor() == 0) {
            throw new RefusedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "Replication factor must be larger than 0, or -1 to use the default value, but it is "
                            + topic.replicationFactor());
        }
        if (topic.numPartitions() < -1 || topic.numPartitions() == 0) {
            throw new RefusedException(
                    ErrorCode.INVALID_PARTITIONS,
                    "Number of partitions must be larger than 0, or -1 to use the default value, but it is "
                            + topic.numPartitions());
        }
        int replicationFactor = topic.replicationFactor() == -1
                ? node.fixed().intValue("default.replication.factor")
                : topic.replicationFactor();
        return replicas().place(0, Math.toIntExact(requestedPartitions(topic)), replicationFactor);
    }

    private List<PartitionImage> assigned(CreateTopics.NewTopic topic) {
        if (topic.replicationFactor() != -1) {
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST,
                    "With a manual assignment the replication factor must be -1, but it is "
                            + topic.replicationFactor());
        }
        if (topic.numPartitions() != -1) {
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST,
                    "With a manual assignment the number of partitions must be -1, but it is " + topic.numPartitions());
        }
        List<CreateTopics.Assignment> assignments = topic.assignments().stream()
                .sorted(Comparator.comparingInt(CreateTopics.Assignment::partitionId))
                .toList();
        Set<Integer> twice = Duplicates.of(assignments, CreateTopics.Assignment::partitionId);
        if (!twice.isEmpty()) {
            throw Replicas.badAssignment("Several assignments are given for partition(s) "
                    + twice.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        List<PartitionImage> partitions = new ArrayList<>();
        int expected = 0;
        for (CreateTopics.Assignment assignment : assignments) {
            partitions.add(replicas().assigned(assignment.partitionId(), assignment.brokerIds(), expected));
            expected = assignment.brokerIds().size();
        }
        if (assignments.getFirst().partitionId() != 0
                || assignments.getLast().partitionId() != assignments.size() - 1) {
            throw Replicas.badAssignment("The partitions of a manual assignment must be numbered 0, 1, 2 and so on");
        }
        return partitions;
    }

    private long requestedPartitions(CreateTopics.NewTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return topic.assignments().size();
        }
        return topic.numPartitions() == -1
                ? node.fixed().intValue("num.partitions")
                : Math.max(0, topic.numPartitions());
    }

    private Replicas replicas() {
        return new Replicas(image, moment.random());
    }
}
