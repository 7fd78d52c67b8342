package io.weir.broker.cluster;

import io.weir.metadata.controller.AllocateProducerIds;
import io.weir.metadata.image.BrokerImage;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Hands out producer ids, each once, from blocks this broker gets from the controller. */
public final class ProducerIds {

    private final Cluster cluster;
    private CompletableFuture<Block> block = CompletableFuture.completedFuture(new Block(0, 0));

    public ProducerIds(Cluster cluster) {
        this.cluster = cluster;
    }

    /** An id that nobody has had. */
    public synchronized CompletableFuture<Long> next() {
        if (block.isCompletedExceptionally() || (block.isDone() && block.join().isEmpty())) {
            block = allocate();
        }
        return block.thenCompose(this::take);
    }

    /** Completes when there is an id in store, most of the time at once. */
    public synchronized CompletableFuture<?> stocked() {
        if (block.isCompletedExceptionally() || (block.isDone() && block.join().isEmpty())) {
            block = allocate();
        }
        return block;
    }

    /** An id that nobody has had, if there is one in store; otherwise it is on its way. */
    public synchronized OptionalLong takeNow() {
        CompletableFuture<?> stock = stocked();
        long id = stock.isDone() && !stock.isCompletedExceptionally()
                ? block.join().take()
                : -1;
        return id >= 0 ? OptionalLong.of(id) : OptionalLong.empty();
    }

    private CompletableFuture<Block> allocate() {
        int nodeId = cluster.nodeId();
        long epoch =
                cluster.image().cluster().broker(nodeId).map(BrokerImage::epoch).orElse(-1L);
        return cluster.submit(new AllocateProducerIds(nodeId, epoch)).thenApply(answer -> {
            if (answer.error().isError()) {
                throw new IllegalStateException("the controller gives no producer ids: "
                        + answer.error().message());
            }
            return new Block(answer.first(), answer.size());
        });
    }

    private CompletableFuture<Long> take(Block current) {
        long id = current.take();
        // Others may have emptied it while this one waited for it.
        return id >= 0 ? CompletableFuture.completedFuture(id) : next();
    }

    /** Ids from {@code first} on. */
    private static final class Block {
        private final long end;
        private long next;

        Block(long first, int size) {
            next = first;
            end = first + size;
        }

        synchronized boolean isEmpty() {
            return next == end;
        }

        synchronized long take() {
            return next < end ? next++ : -1;
        }
    }
}
