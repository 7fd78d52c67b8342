package io.weir.broker.handlers.data;

import io.weir.broker.partition.HighWatermark.AckWaiter;
import io.weir.protocol.messages.ProduceRequest.TopicProduceData;
import io.weir.protocol.messages.ProduceResponse;
import io.weir.protocol.messages.ProduceResponse.PartitionProduceResponse;
import io.weir.protocol.messages.ProduceResponse.TopicProduceResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers the outcome of each partition of one produce request, some now, some when the records are safe, and
 * completes with the last of them.
 */
final class ProduceAnswer {

    private final List<Topic> topics = new ArrayList<>();
    private final CompletableFuture<ProduceResponse> future = new CompletableFuture<>();
    // One for each partition that waits, and one for the request itself until all are started.
    private final AtomicInteger outstanding = new AtomicInteger(1);

    /** Begins the answers of the next topic; those that follow belong to it. */
    void topic(TopicProduceData topic) {
        topics.add(new Topic(topic));
    }

    /** The outcome of the topic's next partition. */
    void add(PartitionProduceResponse outcome) {
        Topic topic = topics.getLast();
        topic.slots[topic.next++] = outcome;
    }

    /** The outcome of the topic's next partition if its records become safe; whoever makes them so calls the waiter. */
    AckWaiter addPending(PartitionProduceResponse outcome) {
        Topic topic = topics.getLast();
        int slot = topic.next++;
        topic.slots[slot] = outcome;
        outstanding.incrementAndGet();
        return error -> {
            if (error != ErrorCode.NONE) {
                // Only this waiter writes to its slot, and the counter orders it before the answer.
                topic.slots[slot] = outcome.toBuilder().errorCode(error.code()).build();
            }
            finishOne();
        };
    }

    /** All partitions are started. */
    CompletableFuture<ProduceResponse> finish() {
        finishOne();
        return future;
    }

    private void finishOne() {
        if (outstanding.decrementAndGet() == 0) {
            future.complete(ProduceResponse.builder()
                    .responses(topics.stream().map(Topic::response).toList())
                    .build());
        }
    }

    private static final class Topic {
        private final TopicProduceData request;
        private final PartitionProduceResponse[] slots;
        private int next;

        Topic(TopicProduceData request) {
            this.request = request;
            this.slots = new PartitionProduceResponse[request.partitionData().size()];
        }

        TopicProduceResponse response() {
            return TopicProduceResponse.builder()
                    .name(request.name())
                    .topicId(request.topicId())
                    .partitionResponses(List.of(slots))
                    .build();
        }
    }
}
