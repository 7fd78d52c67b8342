package io.weir.simulation.replication;

import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import java.util.Optional;

/** A process that is no broker: lives for ever, and learns from some broker who leads. */
record Client(int id, World world) implements Wires.Place {

    @Override
    public Runnable guarded(Runnable task) {
        return task;
    }

    /** Who leads a partition, and in which epoch, as some broker has it. */
    Optional<PartitionImage> ask(int partition) {
        return world.any(world.hosts())
                .broker()
                .flatMap(broker -> broker.metadata().image().topics().partition(World.TOPIC, partition))
                .filter(image -> image.leader() != Leadership.NO_LEADER);
    }
}
