package io.weir.console.moves;

import io.weir.metadata.controller.Caretaker;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.List;

/** The partitions that are on their way, and the brokers that are to be left by all. */
record UnderWay(List<Moving> reassignments, List<Drain> drains) {

    /** A partition; its replicas are those it is to have, and then those that are removed. */
    record Moving(String topic, int partition, List<Integer> replicas, List<Integer> adding, List<Integer> removing) {}

    /** @param replicas that are still on it */
    record Drain(int broker, long replicas) {}

    static UnderWay of(MetadataImage image) {
        List<Moving> moving = new ArrayList<>();
        for (TopicImage topic : image.topics().all()) {
            for (PartitionImage partition : topic.partitions()) {
                if (partition.reassignment().isInProgress()) {
                    moving.add(new Moving(
                            topic.name(),
                            partition.partitionId(),
                            partition.replicas(),
                            partition.reassignment().adding(),
                            partition.reassignment().removing()));
                }
            }
        }
        return new UnderWay(
                moving,
                Caretaker.draining(image).stream()
                        .sorted()
                        .map(broker -> new Drain(broker, replicas(image, broker)))
                        .toList());
    }

    private static long replicas(MetadataImage image, int broker) {
        return image.topics().all().stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.replicas().contains(broker))
                .count();
    }
}
