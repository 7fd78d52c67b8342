package io.weir.metadata.ratis;

import io.weir.metadata.log.MetadataLogException;
import io.weir.metadata.log.MetadataLogListener;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's side: begins epochs, and gathers what is appended while an entry is on its way into the next one, which
 * keeps the order. When anything goes wrong the epoch is given up and another one begun, if Raft still lets this node
 * lead: what may have been lost is then decided by the order of the log.
 */
final class Appender implements LogStateMachine.Observer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final int NOT_LEADING = 0;
    private static final int GATHER_BYTES = 1 << 20;
    private static final long AGAIN_AFTER_MS = 50;

    private final int nodeId;
    private final MetadataLogListener listener;
    private final Runnable whenSeeded;
    private final CompletableFuture<RaftGroupServer> server = new CompletableFuture<>();
    private final Leading leading = new Leading();
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** Not the JDK's common pool: whoever holds that up would hold up the cluster's metadata. */
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What is known of leadership; guarded by the appender. */
    private static final class Leading {
        private boolean inRaft;
        private int epoch = NOT_LEADING;
        private volatile int leader = EntryOrder.NOBODY;
        private long nonce = new SecureRandom().nextLong();
        private @Nullable RaftEntry seed;
        private boolean inFlight;
    }

    private record Waiting(ByteBuffer bytes, CompletableFuture<Long> done) {}

    /** Leads nothing before it is told. */
    Appender(int nodeId, MetadataLogListener listener, Runnable whenSeeded) {
        this.nodeId = nodeId;
        this.listener = listener;
        this.whenSeeded = whenSeeded;
    }

    /**
     * Begins.
     *
     * @param seed the first entry, if the log is to begin here
     */
    void use(RaftGroupServer started, Optional<? extends RaftEntry> seed) {
        synchronized (this) {
            leading.seed = seed.isPresent() ? seed.get() : null;
        }
        server.complete(started);
    }

    int leader() {
        return leading.leader;
    }

    CompletableFuture<Long> append(int epoch, ByteBuffer records) {
        Waiting entry = new Waiting(records, new CompletableFuture<>());
        synchronized (this) {
            if (epoch == leading.epoch && epoch != NOT_LEADING) {
                waiting.addLast(entry);
                sendNext();
                return entry.done;
            }
        }
        entry.done.completeExceptionally(new MetadataLogException("This node does not lead in epoch " + epoch));
        return entry.done;
    }

    private void sendNext() {
        if (leading.inFlight || waiting.isEmpty()) {
            return;
        }
        leading.inFlight = true;
        int epoch = leading.epoch;
        List<Waiting> group = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && (group.isEmpty() || bytes < GATHER_BYTES)) {
            Waiting next = waiting.removeFirst();
            bytes += next.bytes.remaining();
            group.add(next);
        }
        List<ByteBuffer> entries = group.stream().map(Waiting::bytes).toList();
        // Not on this thread: Ratis may complete at once, and this one holds the lock.
        var _ = server.thenComposeAsync(raft -> raft.submit(new RaftEntry.Append(epoch, entries)), threads)
                .whenComplete((first, failure) -> sent(epoch, group, first, failure));
    }

    private void sent(int epoch, List<Waiting> group, @Nullable Long first, @Nullable Throwable failure) {
        if (first != null && first >= 0) {
            long offset = first;
            for (Waiting entry : group) {
                entry.done.complete(offset++);
            }
            boolean idle = false;
            synchronized (this) {
                if (epoch == leading.epoch) {
                    leading.inFlight = false;
                    idle = waiting.isEmpty();
                    sendNext();
                }
            }
            if (idle) {
                passOn(epoch);
            }
            return;
        }
        MetadataLogException reason = new MetadataLogException(
                failure == null
                        ? "Another node leads the metadata log"
                        : "The entry may not have been kept: "
                                + (failure.getCause() == null ? failure : failure.getCause()).getMessage());
        group.forEach(entry -> entry.done.completeExceptionally(reason));
        giveUp(epoch, reason);
    }

    /**
     * Followers hear that an entry is committed with the message after it, which may be a heartbeat a second later: an
     * entry without content comes at once.
     */
    private void passOn(int epoch) {
        var _ = server.thenComposeAsync(raft -> raft.submit(new RaftEntry.Append(epoch, List.of())), threads);
    }

    /** What was decided in this epoch and not yet told may be lost: begin anew. */
    private void giveUp(int epoch, MetadataLogException reason) {
        boolean again;
        synchronized (this) {
            if (epoch != leading.epoch) {
                return;
            }
            LOG.warn("Epoch {} of the metadata log ends: {}", epoch, reason.getMessage());
            again = leading.inRaft;
            cease(reason);
        }
        if (again) {
            begin();
        }
    }

    /** Holds the lock. */
    private void cease(MetadataLogException reason) {
        if (leading.epoch != NOT_LEADING) {
            leading.epoch = NOT_LEADING;
            leading.inFlight = false;
            listener.onFollowing();
            List<Waiting> lost = List.copyOf(waiting);
            waiting.clear();
            lost.forEach(entry -> entry.done.completeExceptionally(reason));
        }
    }

    @Override
    public void onRaftLeads(boolean leads) {
        synchronized (this) {
            leading.inRaft = leads;
            if (!leads) {
                cease(new MetadataLogException("Another node leads the metadata log"));
            }
        }
        if (leads) {
            begin();
        }
    }

    private void begin() {
        long nonce;
        RaftEntry seed;
        synchronized (this) {
            nonce = ++leading.nonce;
            seed = leading.seed;
        }
        CompletableFuture<RaftGroupServer> ready = seed == null
                ? server
                : server.thenComposeAsync(raft -> raft.submit(seed).thenApply(_ -> raft), threads);
        var _ = ready.thenComposeAsync(raft -> raft.submit(new RaftEntry.Begin(nodeId, nonce)), threads)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        tryAgain(nonce);
                    }
                });
    }

    private void tryAgain(long nonce) {
        CompletableFuture.delayedExecutor(AGAIN_AFTER_MS, TimeUnit.MILLISECONDS, threads)
                .execute(() -> {
                    boolean again;
                    synchronized (this) {
                        again = leading.inRaft && leading.nonce == nonce && leading.epoch == NOT_LEADING;
                    }
                    if (again) {
                        begin();
                    }
                });
    }

    @Override
    public synchronized void onEpoch(EntryOrder.State state, long nonce) {
        cease(new MetadataLogException("Another epoch of the metadata log has begun"));
        leading.leader = state.leader();
        if (state.leader() == nodeId && nonce == leading.nonce && leading.inRaft) {
            leading.epoch = state.epoch();
            listener.onLeading(state.epoch());
            passOn(state.epoch());
        }
    }

    @Override
    public void onSeeded() {
        synchronized (this) {
            leading.seed = null;
        }
        whenSeeded.run();
    }

    @Override
    public void close() {
        synchronized (this) {
            leading.inRaft = false;
            cease(new MetadataLogException("The metadata log is closed"));
        }
    }
}
