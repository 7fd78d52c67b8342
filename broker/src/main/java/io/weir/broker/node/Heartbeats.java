package io.weir.broker.node;

import io.weir.broker.config.StartupException;
import io.weir.broker.peer.Reasons;
import io.weir.broker.request.Gate;
import io.weir.log.store.LogStore;
import io.weir.metadata.controller.BrokerHeartbeat;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.RegisterBroker;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.BrokerImage;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers this broker and tells the controller from then on that it lives; registers anew when the controller does not
 * know it any more.
 */
public final class Heartbeats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final long FENCED_INTERVAL_MS = 50;
    private static final long STOP_TIMEOUT_MS = 2_000;
    private static final Boolean WAKE = Boolean.TRUE;

    private final int nodeId;
    private final ForwardingCommands commands;
    private final ControllerRuntime controller;
    private final Self self;
    private final Pace pace;
    private final TenureGate gate;
    private final Life life = new Life();

    /**
     * What the controller is told of this broker.
     *
     * @param logs whose disks may be full, or have lost something
     */
    record Self(int nodeId, BrokerDescription description, LogStore logs) {}

    /**
     * In milliseconds.
     *
     * @param interval a heartbeat is sent so often
     * @param session  without one for so long a broker is fenced
     */
    record Pace(int interval, int session) {}

    /** What changes as the broker lives. */
    private static final class Life {
        private final LinkedBlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>();
        private final CountDownLatch unfenced = new CountDownLatch(1);
        private volatile long epoch = -1;
        private volatile boolean stops;
        private boolean isHeard = true;
        private @Nullable Thread thread;
    }

    Heartbeats(Self self, ForwardingCommands commands, ControllerRuntime controller, Pace pace) {
        this.self = self;
        this.nodeId = self.nodeId;
        this.commands = commands;
        this.controller = controller;
        this.pace = pace;
        this.gate = new TenureGate(pace.session);
    }

    /**
     * Registers, fenced, and waits until this node's image has it: all that was decided before is then known here.
     *
     * @throws StartupException when the controller does not accept this broker, or none is found
     */
    void register() {
        RegisterBroker.Answer answer;
        try {
            answer = commands.submitOnly(new RegisterBroker(nodeId, self.description, self.logs.lastStop(), true))
                    .join();
        } catch (CompletionException e) {
            throw new StartupException("broker " + nodeId + " cannot register: " + Reasons.of(e), e);
        }
        if (answer.error().isError()) {
            throw new StartupException(
                    "broker " + nodeId + " is not accepted: " + answer.error().message());
        }
        life.epoch = answer.brokerEpoch();
        self.logs.registered(life.epoch);
    }

    /** Closed to clients while the controller may have deposed this broker without its knowledge. */
    Gate gate() {
        return gate;
    }

    /** Whether this node's image has the registration. */
    boolean isKnownHere() {
        return registered() != null;
    }

    /** A broker whose disk is full follows nobody, and would have all wait for it that it is in sync with. */
    private boolean isReady() {
        return isKnownHere() && !self.logs.isFull();
    }

    private @Nullable BrokerImage registered() {
        return controller
                .image()
                .cluster()
                .broker(nodeId)
                .filter(broker -> broker.epoch() == life.epoch)
                .orElse(null);
    }

    /** Begins to tell, and waits until this broker may lead. */
    public void start() {
        life.thread = Thread.ofVirtual().name("heartbeat").start(this::run);
        try {
            life.unfenced.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("broker " + nodeId + " was interrupted while it waited to be unfenced", e);
        }
    }

    private void run() {
        while (!life.stops) {
            boolean fenced = beat(false);
            if (!fenced) {
                life.unfenced.countDown();
            }
            try {
                var _ = life.wakeUps.poll(fenced ? FENCED_INTERVAL_MS : pace.interval, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
        long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_TIMEOUT_MS);
        while (!beat(true) && System.nanoTime() < giveUpNanos) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FENCED_INTERVAL_MS));
        }
    }

    /** True when this broker is fenced; where it wants to stop, when it may. */
    private boolean beat(boolean wantsToStop) {
        long askedNanos = System.nanoTime();
        try {
            BrokerHeartbeat.Answer answer = commands.submitOnly(
                            new BrokerHeartbeat(nodeId, life.epoch, isReady(), wantsToStop),
                            known -> heard(askedNanos, known))
                    .get(wantsToStop ? STOP_TIMEOUT_MS : Math.max(pace.interval, 1_000), TimeUnit.MILLISECONDS);
            if (!life.isHeard) {
                LOG.info("Broker {} is heard by the controller again", nodeId);
                life.isHeard = true;
            }
            if (answer.error().isError() && !wantsToStop) {
                LOG.warn("Broker {} registers again: {}", nodeId, answer.error().message());
                register();
            }
            return wantsToStop ? answer.mayStop() || answer.error().isError() : answer.isFenced();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (Exception e) {
            gate.unheard();
            // Once: it is tried many times a second.
            if (life.isHeard) {
                LOG.warn("Broker {} could not tell the controller that it lives: {}", nodeId, Reasons.of(e));
                life.isHeard = false;
            }
            return !wantsToStop;
        }
    }

    private void heard(long askedNanos, BrokerHeartbeat.Answer known) {
        if (!known.error().isError()) {
            gate.heard(askedNanos);
        }
    }

    /** Asks to be relieved of what this broker leads, and tells no more. */
    @Override
    public void close() {
        life.stops = true;
        life.wakeUps.add(WAKE);
        Thread running = life.thread;
        if (running != null) {
            try {
                running.join(2 * STOP_TIMEOUT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
