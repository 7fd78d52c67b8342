package io.weir.metadata.log;

import io.weir.protocol.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A metadata log in memory, for tests: an entry becomes durable when the test says so, and the log may fail, or cease to
 * lead, at any time.
 */
public final class InMemoryMetadataLog implements MetadataLog {

    private final List<List<Message>> durable = new ArrayList<>();
    private final Deque<Proposed> proposed = new ArrayDeque<>();
    private @Nullable MetadataLogListener listener;
    private boolean commitAtOnce;
    private int epoch = 1;

    private record Proposed(List<Message> records, CompletableFuture<Long> done) {}

    /** A log whose entries are durable at once. */
    public static InMemoryMetadataLog fast() {
        InMemoryMetadataLog log = new InMemoryMetadataLog();
        log.commitAtOnce = true;
        return log;
    }

    @Override
    public String clusterId() {
        return "in-memory";
    }

    @Override
    public int leader() {
        return 1;
    }

    @Override
    public synchronized void start(MetadataLogListener newListener) {
        listener = newListener;
        newListener.onSnapshot(MetadataSnapshot.EMPTY);
        for (int i = 0; i < durable.size(); i++) {
            newListener.onCommit(i, durable.get(i));
        }
        newListener.onLeading(epoch);
    }

    @Override
    public synchronized CompletableFuture<Long> append(int ofEpoch, List<Message> records) {
        if (ofEpoch != epoch) {
            return CompletableFuture.failedFuture(new MetadataLogException("Epoch " + ofEpoch + " is over"));
        }
        Proposed entry = new Proposed(records, new CompletableFuture<>());
        proposed.add(entry);
        notifyAll();
        if (commitAtOnce) {
            commitNext();
        }
        return entry.done();
    }

    /** Waits until so many entries wait to become durable. */
    public synchronized void awaitProposed(int count) throws InterruptedException {
        while (proposed.size() < count) {
            wait();
        }
    }

    /** Makes the next entry durable. */
    public synchronized void commitNext() {
        Proposed entry = proposed.remove();
        durable.add(entry.records());
        listener().onCommit(durable.size() - 1, entry.records());
        entry.done().complete(durable.size() - 1L);
    }

    /** An entry of another leader, while this one does not lead. */
    public synchronized void commitForeign(List<Message> records) {
        durable.add(records);
        listener().onCommit(durable.size() - 1, records);
    }

    /** Loses what is not durable and tells of another leader. */
    public synchronized void ceaseToLead() {
        proposed.clear();
        epoch++;
        listener().onFollowing();
    }

    /** Leads again. */
    public synchronized void leadAgain() {
        listener().onLeading(epoch);
    }

    /** Fails the next entry as a full disk would, and with it all that were decided after it. */
    public synchronized void failNext() {
        List<Proposed> lost = List.copyOf(proposed);
        proposed.clear();
        epoch++;
        lost.forEach(entry -> entry.done().completeExceptionally(new MetadataLogException("The disk is full")));
        listener().onFollowing();
        listener().onLeading(epoch);
    }

    /** All durable records. */
    public synchronized List<List<Message>> durable() {
        return List.copyOf(durable);
    }

    @Override
    public synchronized void close() {
        proposed.forEach(entry -> entry.done().completeExceptionally(new MetadataLogException("Closed")));
        proposed.clear();
    }

    private MetadataLogListener listener() {
        MetadataLogListener known = listener;
        if (known == null) {
            throw new IllegalStateException("Not started");
        }
        return known;
    }
}
