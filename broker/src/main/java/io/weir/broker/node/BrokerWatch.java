package io.weir.broker.node;

import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.Reasons;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.ElectLeaders;
import io.weir.metadata.controller.FenceBroker;
import io.weir.metadata.controller.FenceSilentBrokers;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.ratis.RaftMember;
import io.weir.metadata.ratis.RatisMetadataLog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the controller is active, it has brokers fenced that are gone: one whose process has ended at once ({@link Presence}),
 * one that is silent when its session is over. Elsewhere it sees to it that there is a controller ({@link ControllerWatch}).
 */
final class BrokerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final long EVERY_MS = 500;

    private static final long ELECTION_EVERY_MS = 10;
    private static final Boolean LOOK = Boolean.TRUE;

    private record RaftElectorate(RatisMetadataLog log, Presence presence) implements ControllerWatch.Electorate {
        @Override
        public int leader() {
            return log.leader();
        }

        @Override
        public List<Integer> voters() {
            return log.members().stream()
                    .filter(RaftMember::votes)
                    .map(RaftMember::nodeId)
                    .toList();
        }

        @Override
        public boolean hasEnded(int nodeId) {
            return presence.hasEnded(nodeId);
        }

        @Override
        public void stand(int formerLeader) {
            if (log.stand(formerLeader)) {
                LOG.warn("Node {}, where the controller was, is gone: this node asks for votes", formerLeader);
            }
        }
    }

    private final int nodeId;
    private final ControllerRuntime controller;
    private final RatisMetadataLog log;
    private final Presence presence;
    private final ControllerWatch election;
    private final long balanceEveryMs;
    private final LinkedBlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>();
    /** As the last look of this controller found; its thread's alone. */
    private Set<Integer> wereFenced = Set.of();

    private final Set<Integer> probed = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofVirtual().name("broker-watch").unstarted(this::run);

    /** @param balanceEveryMs so often leadership goes back to preferred replicas; 0 for never */
    BrokerWatch(int nodeId, ControllerRuntime controller, RatisMetadataLog log, PeerLinks links, long balanceEveryMs) {
        this.nodeId = nodeId;
        this.balanceEveryMs = balanceEveryMs;
        this.controller = controller;
        this.log = log;
        this.presence = new Presence(new Controllers(log, links), links, () -> wakeUps.add(LOOK));
        this.election = new ControllerWatch(nodeId, new RaftElectorate(log, presence));
    }

    void start() {
        thread.start();
    }

    private void run() {
        long balancedNanos = System.nanoTime();
        while (true) {
            try {
                long waitMs = EVERY_MS;
                if (!controller.isActive()) {
                    wereFenced = Set.of();
                    boolean isSoon = election.look(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
                    // Where this node leads by now, the controller is about to be active here, and some brokers may be
                    // gone.
                    waitMs = isSoon || log.leader() == nodeId ? ELECTION_EVERY_MS : EVERY_MS;
                } else {
                    look();
                    long now = System.nanoTime();
                    if (balanceEveryMs > 0 && now - balancedNanos >= TimeUnit.MILLISECONDS.toNanos(balanceEveryMs)) {
                        balancedNanos = now;
                        carryOut(ElectLeaders.preferred());
                    }
                }
                var _ = wakeUps.poll(waitMs, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Looking after the brokers failed, and is tried again: {}", Reasons.of(e));
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

    /** Those who read what was said of a broker that was gone want to hear the end of it. */
    private void tellWhoIsBack() {
        Set<Integer> fenced = new HashSet<>();
        for (BrokerImage broker : controller.image().cluster().brokers()) {
            if (broker.fenced()) {
                fenced.add(broker.nodeId());
            } else if (wereFenced.contains(broker.nodeId())) {
                LOG.info("Broker {} lives, and is not fenced any more", broker.nodeId());
            }
        }
        wereFenced = fenced;
    }

    private void look() throws InterruptedException {
        tellWhoIsBack();
        for (BrokerImage broker : controller.image().cluster().liveBrokers()) {
            if (broker.nodeId() != nodeId && !presence.isWatched(broker.nodeId()) && probed.add(broker.nodeId())) {
                // One that does not answer keeps whoever asks; it must not keep the looks that find who is silent.
                Thread.ofVirtual().name("broker-probe-" + broker.nodeId()).start(() -> probe(broker));
            }
        }
        FenceSilentBrokers.Answer silent = carryOut(new FenceSilentBrokers());
        silent.fenced().forEach(id -> LOG.warn("Broker {} was silent for too long and is fenced", id));
    }

    private void probe(BrokerImage broker) {
        try {
            if (presence.hasEnded(broker.nodeId())) {
                LOG.warn("Broker {} is gone: nobody listens at its address", broker.nodeId());
                // Not waited for: where it is not carried out, the next look finds the same.
                var _ = controller.submit(new FenceBroker(broker.nodeId(), broker.epoch()));
            }
        } finally {
            probed.remove(broker.nodeId());
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
