package io.weir.metadata.controller;

import io.weir.metadata.controller.ElectLeaders.Place;
import io.weir.metadata.controller.ElectLeaders.Result;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides one ElectLeaders command. */
final class LeaderElection {

    private final NodeConfig node;
    private final MetadataImage image;
    private final List<Message> records = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();

    LeaderElection(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    Decision<ElectLeaders.Answer> decide(ElectLeaders command) {
        if (command.partitions().isPresent()) {
            Set<Place> seen = new HashSet<>();
            command.partitions().get().stream()
                    .filter(seen::add)
                    .forEach(place -> results.add(new Result(place, elect(command.unclean(), place))));
        } else {
            image.topics().all().forEach(topic -> all(command.unclean(), topic));
        }
        return new Decision<>(records, new ElectLeaders.Answer(List.copyOf(results)));
    }

    private void all(boolean unclean, TopicImage topic) {
        for (PartitionImage partition : topic.partitions()) {
            ApiError error = elect(unclean, topic, partition);
            if (error.code() != ErrorCode.ELECTION_NOT_NEEDED) {
                results.add(new Result(new Place(topic.name(), partition.partitionId()), error));
            }
        }
    }

    private ApiError elect(boolean unclean, Place place) {
        Optional<TopicImage> topic = image.topics().named(place.topic());
        Optional<PartitionImage> partition = topic.flatMap(found -> found.partition(place.partitionId()));
        if (topic.isEmpty() || partition.isEmpty()) {
            return new ApiError(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                    "No such partition as " + place.topic() + "-" + place.partitionId());
        }
        return elect(unclean, topic.get(), partition.get());
    }

    private ApiError elect(boolean unclean, TopicImage topic, PartitionImage partition) {
        int preferred = partition.replicas().getFirst();
        boolean hasLeader = partition.leader() != Leadership.NO_LEADER;
        if (unclean ? hasLeader : partition.leader() == preferred) {
            return new ApiError(ErrorCode.ELECTION_NOT_NEEDED, ErrorCode.ELECTION_NOT_NEEDED.defaultMessage());
        }
        Optional<PartitionImage> elected = unclean ? anybody(topic, partition) : inSync(partition, preferred);
        if (elected.isEmpty()) {
            return unclean
                    ? new ApiError(
                            ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE, "No replica of the partition is alive to lead it")
                    : new ApiError(
                            ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE,
                            "The preferred leader " + preferred + " is not alive, or not in sync");
        }
        records.add(elected.get().toRecord(topic.id()));
        return ApiError.NONE;
    }

    private Optional<PartitionImage> inSync(PartitionImage partition, int preferred) {
        return partition.isr().contains(preferred) && image.cluster().isLive(preferred)
                ? Optional.of(partition.ledBy(preferred, partition.isr()))
                : Optional.empty();
    }

    /** Only where nobody else is left somebody who may lack what was acknowledged. */
    private Optional<PartitionImage> anybody(TopicImage topic, PartitionImage partition) {
        return Optional.of(Succession.unclean(node, image, topic).withIsr(partition, partition.isr()))
                .filter(elected -> elected.leader() != Leadership.NO_LEADER);
    }
}
