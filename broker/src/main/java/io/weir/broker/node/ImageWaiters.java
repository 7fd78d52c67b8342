package io.weir.broker.node;

import io.weir.metadata.controller.MetadataListener;
import io.weir.metadata.image.MetadataDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** Those who wait until this node knows what a command did. To be told last of all listeners. */
final class ImageWaiters implements MetadataListener {

    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::offset));
    private long known = -1;

    private record Waiting(long offset, CompletableFuture<Void> done) {}

    /** Done when all listeners have been told of the image at this offset, or of a later one. */
    CompletableFuture<Void> until(long offset) {
        synchronized (this) {
            if (offset > known) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                waiting.add(new Waiting(offset, done));
                return done;
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onChange(MetadataDelta delta) {
        List<Waiting> reached = new ArrayList<>();
        synchronized (this) {
            known = delta.after().offset();
            while (!waiting.isEmpty() && waiting.element().offset() <= known) {
                reached.add(waiting.remove());
            }
        }
        reached.forEach(one -> one.done().complete(null));
    }
}
