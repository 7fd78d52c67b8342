package io.weir.broker.node;

import io.weir.broker.peer.PeerLinks;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.ElectLeaders;
import io.weir.metadata.controller.FenceBroker;
import io.weir.metadata.controller.FenceSilentBrokers;
import io.weir.metadata.image.BrokerImage;
import java.net.ConnectException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the controller is active, it has brokers fenced that are gone. A broker that is silent is fenced when its session
 * is over. A process that ended is known at once: the connection to it ends, and nobody listens at its address any more,
 * which the system of its machine says itself.
 */
final class BrokerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final long EVERY_MS = 500;
    private static final Boolean LOOK = Boolean.TRUE;

    private final int nodeId;
    private final ControllerRuntime controller;
    private final Controllers others;
    private final PeerLinks links;
    private final long balanceEveryMs;
    private final LinkedBlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>();
    private final Set<Integer> probed = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofVirtual().name("broker-watch").unstarted(this::run);

    /** @param balanceEveryMs so often leadership goes back to preferred replicas; 0 for never */
    BrokerWatch(int nodeId, ControllerRuntime controller, Controllers others, PeerLinks links, long balanceEveryMs) {
        this.nodeId = nodeId;
        this.balanceEveryMs = balanceEveryMs;
        this.controller = controller;
        this.others = others;
        this.links = links;
    }

    void start() {
        thread.start();
    }

    private void run() {
        long balancedNanos = System.nanoTime();
        while (true) {
            try {
                if (controller.isActive()) {
                    look();
                    long now = System.nanoTime();
                    if (balanceEveryMs > 0 && now - balancedNanos >= TimeUnit.MILLISECONDS.toNanos(balanceEveryMs)) {
                        balancedNanos = now;
                        carryOut(ElectLeaders.preferred());
                    }
                }
                var _ = wakeUps.poll(EVERY_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Looking after the brokers failed, and is tried again: {}", e.toString());
            }
        }
    }

    /** Without a majority it may never be: {@link #close} ends the wait. */
    private <A> A carryOut(Command<A> command) throws InterruptedException {
        try {
            return controller.submit(command).get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    private void look() throws InterruptedException {
        for (BrokerImage broker : controller.image().cluster().liveBrokers()) {
            if (broker.nodeId() != nodeId && probed.add(broker.nodeId())) {
                // One that does not answer keeps whoever asks; it must not keep the looks that find who is silent.
                Thread.ofVirtual().name("broker-probe-" + broker.nodeId()).start(() -> probe(broker));
            }
        }
        FenceSilentBrokers.Answer silent = carryOut(new FenceSilentBrokers());
        silent.fenced().forEach(id -> LOG.warn("Broker {} was silent for too long and is fenced", id));
    }

    private void probe(BrokerImage broker) {
        try {
            if (isGone(broker)) {
                LOG.warn("Broker {} is gone: nobody listens at its address", broker.nodeId());
                // Not waited for: where it is not carried out, the next look finds the same.
                var _ = controller.submit(new FenceBroker(broker.nodeId(), broker.epoch()));
            }
        } finally {
            probed.remove(broker.nodeId());
        }
    }

    private boolean isGone(BrokerImage broker) {
        Optional<String> address = others.address(broker.nodeId());
        if (address.isEmpty()) {
            return false;
        }
        try {
            links.to(address.get(), PeerLinks.Lane.WATCH, () -> wakeUps.add(LOOK))
                    .ensureConnected();
            return false;
        } catch (ConnectException e) {
            // Only the machine itself says so; one that cannot be reached says nothing, and its session decides.
            return "Connection refused".equals(e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
