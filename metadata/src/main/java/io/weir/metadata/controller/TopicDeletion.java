package io.weir.metadata.controller;

import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.TopicImage;
import io.weir.metadata.record.RemoveTopicRecord;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides one DeleteTopics command. */
final class TopicDeletion {

    private final NodeConfig node;
    private final MetadataImage image;

    TopicDeletion(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    Decision<DeleteTopics.Answer> decide(DeleteTopics command) {
        Set<DeleteTopics.Target> duplicates = Duplicates.of(command.targets(), target -> target);
        Set<Uuid> twice = Duplicates.of(
                new LinkedHashSet<>(command.targets())
                        .stream().flatMap(target -> find(target).stream()).toList(),
                TopicImage::id);
        List<Message> records = new ArrayList<>();
        List<DeleteTopics.Result> results = new ArrayList<>();
        for (DeleteTopics.Target target : new LinkedHashSet<>(command.targets())) {
            Optional<TopicImage> topic = find(target);
            try {
                check(
                        target,
                        topic,
                        duplicates.contains(target),
                        topic.map(t -> twice.contains(t.id())).orElse(false));
                TopicImage found = topic.orElseThrow();
                records.add(RemoveTopicRecord.builder().topicId(found.id()).build());
                results.add(new DeleteTopics.Result(found.name(), found.id(), ApiError.NONE));
            } catch (RefusedException refused) {
                results.add(new DeleteTopics.Result(target.name(), target.id(), refused.error()));
            }
        }
        return new Decision<>(records, new DeleteTopics.Answer(List.copyOf(results)));
    }

    private void check(DeleteTopics.Target target, Optional<TopicImage> topic, boolean duplicate, boolean twice) {
        if (!node.fixed().booleanValue("delete.topic.enable")) {
            throw new RefusedException(
                    ErrorCode.TOPIC_DELETION_DISABLED, "Topic deletion is disabled by delete.topic.enable=false");
        }
        if (target.name() == null && target.id().isZero()) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "Neither topic name nor id were specified.");
        }
        if (target.name() != null && !target.id().isZero()) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "You may not specify both topic name and topic id.");
        }
        if (duplicate) {
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST, target.name() == null ? "Duplicate topic id." : "Duplicate topic name.");
        }
        if (topic.isEmpty()) {
            throw new RefusedException(
                    target.name() == null ? ErrorCode.UNKNOWN_TOPIC_ID : ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        }
        if (twice) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "The topic is given both by its name and by its id.");
        }
    }

    private Optional<TopicImage> find(DeleteTopics.Target target) {
        String name = target.name();
        return name == null
                ? image.topics().withId(target.id())
                : image.topics().named(name);
    }
}
