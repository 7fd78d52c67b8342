package io.weir.metadata.controller;

import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides one CreatePartitions command. */
final class PartitionCreation {

    private final MetadataImage image;
    private final Moment moment;
    private final List<Message> records = new ArrayList<>();
    private long added;

    PartitionCreation(MetadataImage image, Moment moment) {
        this.image = image;
        this.moment = moment;
    }

    Decision<CreatePartitions.Answer> decide(CreatePartitions command) {
        Set<String> duplicates = Duplicates.of(command.topics(), CreatePartitions.Growth::name);
        Set<String> answered = new HashSet<>();
        List<CreatePartitions.Result> results = new ArrayList<>();
        for (CreatePartitions.Growth growth : command.topics()) {
            if (answered.add(growth.name())) {
                results.add(
                        new CreatePartitions.Result(growth.name(), grow(growth, duplicates.contains(growth.name()))));
            }
        }
        return Decision.of(records, new CreatePartitions.Answer(List.copyOf(results)), command.validateOnly());
    }

    private ApiError grow(CreatePartitions.Growth growth, boolean duplicate) {
        try {
            if (duplicate) {
                throw new RefusedException(ErrorCode.INVALID_REQUEST, "Duplicate topic name.");
            }
            TopicImage topic = image.topics()
                    .named(growth.name())
                    .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
            newPartitions(topic, growth).forEach(partition -> records.add(partition.toRecord(topic.id())));
            return ApiError.NONE;
        } catch (RefusedException refused) {
            return refused.error();
        }
    }

    private List<PartitionImage> newPartitions(TopicImage topic, CreatePartitions.Growth growth) {
        int have = topic.partitions().size();
        if (growth.count() == have) {
            throw new RefusedException(ErrorCode.INVALID_PARTITIONS, "Topic already has " + have + " partition(s).");
        }
        if (growth.count() < have) {
            throw new RefusedException(
                    ErrorCode.INVALID_PARTITIONS,
                    "The topic " + topic.name() + " currently has " + have + " partition(s); " + growth.count()
                            + " would not be an increase.");
        }
        int additional = growth.count() - have;
        growth.assignments().filter(list -> list.size() != additional).ifPresent(list -> {
            throw Replicas.badAssignment("Attempted to add " + additional + " additional partition(s), but only "
                    + list.size() + " assignment(s) were specified.");
        });
        added += additional;
        if (added > TopicCreation.MAX_PARTITIONS_PER_COMMAND) {
            added -= additional;
            throw new RefusedException(
                    ErrorCode.POLICY_VIOLATION,
                    "The request asks for more than " + TopicCreation.MAX_PARTITIONS_PER_COMMAND
                            + " new partitions; spread them over several requests");
        }
        Replicas replicas = new Replicas(image, moment.random());
        if (growth.assignments().isEmpty()) {
            return replicas.place(have, additional, topic.replicationFactor());
        }
        List<PartitionImage> partitions = new ArrayList<>();
        for (List<Integer> brokerIds : growth.assignments().get()) {
            partitions.add(replicas.assigned(have + partitions.size(), brokerIds, topic.replicationFactor()));
        }
        return partitions;
    }
}
