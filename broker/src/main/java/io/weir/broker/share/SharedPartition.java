package io.weir.broker.share;

import io.weir.broker.delivery.Acknowledged;
import io.weir.broker.delivery.Acknowledgement;
import io.weir.broker.delivery.Acquired;
import io.weir.broker.delivery.DeliveryLedger;
import io.weir.broker.delivery.Demand;
import io.weir.broker.delivery.Span;
import io.weir.broker.delivery.Taken;
import io.weir.broker.delivery.Write;
import io.weir.broker.partition.Partition;
import io.weir.coordination.runtime.CoordinatorTime;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.ShareStateKeeper;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateBatch;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition as one share group reads it: the ledger of its deliveries, kept in step with the share coordinator.
 *
 * <p>Safe for use by any thread. One reads from the log at a time; whoever comes meanwhile is told when to try again.
 */
final class SharedPartition {

    private static final Logger LOG = LoggerFactory.getLogger(SharedPartition.class);

    /** What a partition of a group works with. */
    record Ports(ShareSettings settings, ShareStateKeeper states, CoordinatorTime time) {}

    private final SharePartitionKey key;
    private final Partition partition;
    private final Ports ports;
    private final Runnable whenFenced;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();
    private final List<Runnable> turnedAway = new ArrayList<>();
    private final CompletableFuture<Outcome> loaded = new CompletableFuture<>();
    private final LockTimer timer;
    private DeliveryLedger ledger = new DeliveryLedger(0, List.of());
    private int stateEpoch;
    private int leaderEpoch;
    private boolean isLoading;
    private boolean isActive;
    private boolean isClosed;
    private boolean isStartWritten;
    private boolean isBeingRead;

    /** @param whenFenced is run when the state is somebody else's by now, or gone: this is worth nothing any more */
    SharedPartition(SharePartitionKey key, Partition partition, Ports ports, Runnable whenFenced) {
        this.key = key;
        this.partition = partition;
        this.ports = ports;
        this.whenFenced = whenFenced;
        this.timer = new LockTimer(ports.time(), this::expire);
    }

    SharePartitionKey key() {
        return key;
    }

    Partition partition() {
        return partition;
    }

    /** Whether this is of another leadership of its partition than that of this epoch. */
    boolean isOfAnother(int epoch) {
        lock.lock();
        try {
            return isLoading && leaderEpoch != epoch;
        } finally {
            lock.unlock();
        }
    }

    /** Reads the state, the first time. Completed when that is done, or with why it cannot be. */
    CompletableFuture<Outcome> load() {
        lock.lock();
        try {
            if (isLoading) {
                return loaded;
            }
            isLoading = true;
            leaderEpoch = partition.leaderEpoch();
        } finally {
            lock.unlock();
        }
        var _ = ports.states()
                .read(key, leaderEpoch)
                .thenApplyAsync(this::takeUp, Thread::startVirtualThread)
                .exceptionally(failure -> {
                    LOG.error("cannot begin to share {} in group {}", partition, key.groupId(), failure);
                    return Outcome.of(ErrorCode.UNKNOWN_SERVER_ERROR);
                })
                .thenAccept(loaded::complete);
        return loaded;
    }

    private Outcome takeUp(StateAnswer answer) {
        if (answer.error().isError()) {
            return new Outcome(SharedReading.told(answer.error()), answer.message());
        }
        ShareState state = answer.state();
        boolean isKnown = state.startOffset() != ShareState.NOT_KNOWN;
        long start = isKnown
                ? state.startOffset()
                : SharedReading.beginning(
                        partition,
                        ports.settings().beginning(key.groupId()),
                        ports.time().wallClockMs());
        lock.lock();
        try {
            if (isClosed) {
                return Outcome.of(ErrorCode.NOT_LEADER_OR_FOLLOWER);
            }
            stateEpoch = state.epochs().state();
            ledger = new DeliveryLedger(
                    start,
                    state.batches().stream()
                            .map(batch -> DeliveryLedger.known(
                                    batch.firstOffset(), batch.lastOffset(), batch.state(), batch.deliveryCount()))
                            .toList());
            isStartWritten = isKnown;
            isActive = true;
        } finally {
            lock.unlock();
        }
        return Outcome.DONE;
    }

    /** Calls the watcher when there may be something to acquire that was not before. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
        partition.highWatermark().watch(watcher);
    }

    /** Calls the watchers although there is nothing new: somebody who waits may not be awaited any more. */
    void wakeWatchers() {
        watchers.forEach(Runnable::run);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
        partition.highWatermark().unwatch(watcher);
    }

    /**
     * Begins to read for somebody, who has to say so by {@link #endRead}.
     *
     * @param comeBack is run when somebody else who is reading now has ended
     * @return from where to read; empty when there is nothing to acquire, or somebody else is reading
     */
    OptionalLong beginRead(Runnable comeBack) {
        long logStart = partition.logStartOffset();
        lock.lock();
        try {
            if (!isActive) {
                return OptionalLong.empty();
            }
            if (isBeingRead) {
                turnedAway.add(comeBack);
                return OptionalLong.empty();
            }
            ledger.logStartsAt(logStart);
            if (!ledger.canAcquire(ports.settings().limits(key.groupId()))) {
                return OptionalLong.empty();
            }
            isBeingRead = true;
            return OptionalLong.of(ledger.nextFetchOffset());
        } finally {
            lock.unlock();
        }
    }

    /** Where to read next. */
    long nextFetchOffset() {
        lock.lock();
        try {
            return ledger.nextFetchOffset();
        } finally {
            lock.unlock();
        }
    }

    void endRead() {
        List<Runnable> next;
        lock.lock();
        try {
            isBeingRead = false;
            next = List.copyOf(turnedAway);
            turnedAway.clear();
        } finally {
            lock.unlock();
        }
        next.forEach(Runnable::run);
    }

    /** Gives a member records of what was read from an offset on. Only between beginning and end of a reading. */
    List<Acquired> acquire(Demand demand, long fetchOffset, List<Span> spans) {
        lock.lock();
        try {
            if (!isActive) {
                return List.of();
            }
            Taken taken = ledger.acquire(demand, ports.settings().limits(key.groupId()), fetchOffset, spans);
            boolean isFirst = !isStartWritten && !taken.acquired().isEmpty();
            // Else a restart would begin at what is the latest then, past what is delivered now.
            var _ = write(isFirst ? taken.write().or(() -> Optional.of(ledger.startWrite())) : taken.write());
            isStartWritten |= isFirst;
            timer.arm(ledger.nextDeadlineMs());
            return taken.acquired();
        } finally {
            lock.unlock();
        }
    }

    /** Takes what a member says of records it has. Completed when that is written down. */
    CompletableFuture<Outcome> acknowledge(String member, List<Acknowledgement> acknowledgements) {
        lock.lock();
        try {
            if (!isActive) {
                return CompletableFuture.completedFuture(Outcome.of(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
            }
            Acknowledged acknowledged = ledger.acknowledge(
                    member,
                    acknowledgements,
                    ports.settings().limits(key.groupId()),
                    ports.time().monotonicMs());
            timer.arm(ledger.nextDeadlineMs());
            return acknowledged.error().isError()
                    ? CompletableFuture.completedFuture(new Outcome(acknowledged.error(), acknowledged.message()))
                    : write(acknowledged.write());
        } finally {
            lock.unlock();
        }
    }

    /** A member is gone: others may have what it had. Completed when that is written down. */
    CompletableFuture<Outcome> release(String member) {
        lock.lock();
        try {
            return isActive
                    ? write(ledger.release(member, ports.settings().limits(key.groupId())))
                    : CompletableFuture.completedFuture(Outcome.DONE);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody gets anything from here any more. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            isActive = false;
            timer.stop();
        } finally {
            lock.unlock();
        }
        watchers.forEach(Runnable::run);
    }

    private void expire() {
        boolean isAnyFree;
        lock.lock();
        try {
            if (!isActive) {
                return;
            }
            Optional<Write> write = ledger.expire(
                    ports.settings().limits(key.groupId()), ports.time().monotonicMs());
            isAnyFree = write.isPresent();
            var _ = write(write);
            timer.arm(ledger.nextDeadlineMs());
        } finally {
            lock.unlock();
        }
        if (isAnyFree) {
            watchers.forEach(Runnable::run);
        }
    }

    /** Under the lock, so that writes reach the coordinator in the order they were decided. */
    private CompletableFuture<Outcome> write(Optional<Write> decided) {
        if (decided.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
        Write write = decided.get();
        StateWrite state = new StateWrite(
                new ShareState.Epochs(stateEpoch, leaderEpoch),
                write.startOffset(),
                write.deliveryCompleteCount(),
                write.changes().stream()
                        .map(change -> new StateBatch(
                                change.first(), change.last(), change.state().code(), (short) change.deliveryCount()))
                        .toList());
        return ports.states().write(key, state).thenApply(answer -> written(write.number(), answer));
    }

    private Outcome written(long number, StateAnswer answer) {
        ErrorCode error = SharedReading.told(answer.error());
        lock.lock();
        try {
            ledger.settled(number, !error.isError());
            if (isActive) {
                timer.arm(ledger.nextDeadlineMs());
            }
        } finally {
            lock.unlock();
        }
        if (error == ErrorCode.NOT_LEADER_OR_FOLLOWER
                || error == ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                || answer.error() == ErrorCode.INVALID_REQUEST) {
            whenFenced.run();
        }
        watchers.forEach(Runnable::run);
        return error.isError() ? new Outcome(error, answer.message()) : Outcome.DONE;
    }
}
