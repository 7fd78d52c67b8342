package io.weir.console.cluster;

import io.weir.broker.insight.BrokerView;
import io.weir.metadata.controller.Caretaker;
import io.weir.metadata.image.BrokerEndpoint;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A broker in a line. */
record BrokerRow(
        int id,
        State state,
        Optional<String> host,
        OptionalInt port,
        Optional<String> rack,
        boolean controller,
        int leaders,
        int replicas) {

    /** How it is, as the controller has it. */
    enum State {
        UP,
        DRAINING,
        FENCED
    }

    static List<BrokerRow> all(BrokerView broker) {
        Map<Integer, int[]> counts = new HashMap<>();
        for (TopicImage topic : broker.image().topics().all()) {
            for (PartitionImage partition : topic.partitions()) {
                partition.replicas().forEach(id -> counts.computeIfAbsent(id, _ -> new int[2])[1]++);
                counts.computeIfAbsent(partition.leader(), _ -> new int[2])[0]++;
            }
        }
        Set<Integer> draining = Caretaker.draining(broker.image());
        return broker.image().cluster().brokers().stream()
                .map(image ->
                        of(image, broker.controllerId(), counts.getOrDefault(image.nodeId(), new int[2]), draining))
                .toList();
    }

    private static BrokerRow of(BrokerImage image, int controller, int[] counts, Set<Integer> draining) {
        Optional<BrokerEndpoint> endpoint =
                image.description().endpoints().stream().findFirst();
        return new BrokerRow(
                image.nodeId(),
                state(image, draining),
                endpoint.map(BrokerEndpoint::host),
                endpoint.map(BrokerEndpoint::port).map(OptionalInt::of).orElse(OptionalInt.empty()),
                image.rack(),
                image.nodeId() == controller,
                counts[0],
                counts[1]);
    }

    private static State state(BrokerImage image, Set<Integer> draining) {
        if (image.fenced()) {
            return State.FENCED;
        }
        return draining.contains(image.nodeId()) ? State.DRAINING : State.UP;
    }
}
