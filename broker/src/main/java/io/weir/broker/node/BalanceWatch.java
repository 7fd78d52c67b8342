package io.weir.broker.node;

import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.Reasons;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.AlterReassignments;
import io.weir.metadata.controller.Caretaker;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the controller is active, it has partitions moved without being asked ({@link Caretaker}). */
final class BalanceWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BalanceWatch.class);
    /** While something is on its way. */
    private static final long BUSY_MS = 1_000;

    private final NodeConfig node;
    private final ControllerRuntime controller;
    private final PartitionSizes sizes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("balance-watch").unstarted(this::run);

    BalanceWatch(NodeConfig node, ControllerRuntime controller, Controllers nodes, PeerLinks links) {
        this.node = node;
        this.controller = controller;
        this.sizes = new PartitionSizes(nodes, links);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Caretaker caretaker = new Caretaker();
        long idleMs = node.fixed().longValue("weir.balance.interval.ms");
        boolean isBusy = false;
        try {
            while (!closed.await(isBusy ? Math.min(idleMs, BUSY_MS) : idleMs, TimeUnit.MILLISECONDS)) {
                try {
                    if (controller.isActive()) {
                        isBusy = look(caretaker);
                    } else {
                        // What was seen before another node led may not be so any more.
                        caretaker = new Caretaker();
                        isBusy = false;
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Balancing the brokers failed, and is tried again: {}", Reasons.of(e));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether something is on its way. */
    private boolean look(Caretaker caretaker) {
        MetadataImage image = controller.image();
        Caretaker.Settings settings = settings(node.values(image));
        if (!settings.isEnabled()) {
            return false;
        }
        Optional<AlterReassignments> next = caretaker.next(
                image,
                sizes.look(image, System.nanoTime()),
                settings,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        next.ifPresent(moves -> {
            LOG.info(
                    "Moves {} partitions so that brokers are even, or because one is gone",
                    moves.targets().size());
            controller.submit(moves).join();
        });
        return next.isPresent()
                || image.topics().all().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .anyMatch(partition -> partition.reassignment().isInProgress());
    }

    private Caretaker.Settings settings(ConfigValues values) {
        return new Caretaker.Settings(
                values.booleanValue("weir.balance.enable"),
                values.longValue("weir.balance.replace.after.ms"),
                node.fixed().longValue("broker.session.timeout.ms"),
                values.intValue("weir.balance.tolerance.percent") / 100.0,
                values.intValue("weir.balance.moves.at.once"));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
