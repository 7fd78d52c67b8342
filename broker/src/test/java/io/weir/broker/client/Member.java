package io.weir.broker.client;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** A consumer that polls on a thread of its own until it is stopped, and tells what it has. */
final class Member implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final Queue<ConsumerRecord<String, String>> records = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile Set<TopicPartition> assignment = Set.of();
    private volatile String memberId = "";
    private volatile boolean stopped;

    /** Starts to poll once the consumer is subscribed. */
    Member(KafkaConsumer<String, String> consumer, Consumer<KafkaConsumer<String, String>> subscribe) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().start(() -> {
            subscribe.accept(consumer);
            while (!stopped) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
                assignment = Set.copyOf(consumer.assignment());
                memberId = consumer.groupMetadata().memberId();
                commit();
            }
        });
    }

    Set<TopicPartition> assignment() {
        return assignment;
    }

    Queue<ConsumerRecord<String, String>> records() {
        return records;
    }

    String memberId() {
        return memberId;
    }

    /** Stops polling; its heartbeats go on until it is closed. */
    void stopPolling() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopPolling();
        consumer.close();
    }

    private void commit() {
        try {
            consumer.commitSync();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // The next poll rejoins, the next commit makes up for this.
        }
    }
}
