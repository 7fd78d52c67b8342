package io.weir.cli.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** One member of a group, with a thread of its own: polls, applies, commits. */
final class GroupMember implements Runnable {

    private enum Order {
        WORK,
        /** Finish, commit, leave the group. */
        LEAVE,
        /** Vanish after some work and before its commit, without a word to the group: the worst moment. */
        VANISH
    }

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final long COMMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String name;
    private final Consumer<byte[], byte[]> consumer;
    private final GroupJob<?> job;
    private final Takeover takeover;
    private final Thread thread;

    private volatile Order order = Order.WORK;
    private volatile Set<Integer> assigned = Set.of();
    private volatile long lastAppliedAtNanos;
    private boolean gone;
    private long committedAtNanos = System.nanoTime();

    GroupMember(String name, Consumer<byte[], byte[]> consumer, GroupJob<?> job, Takeover takeover) {
        this.name = name;
        this.consumer = consumer;
        this.job = job;
        this.takeover = takeover;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
    }

    void start() {
        thread.start();
    }

    void leave() {
        order = Order.LEAVE;
    }

    void vanish() {
        order = Order.VANISH;
    }

    void join(Duration atMost) throws InterruptedException {
        thread.join(atMost);
    }

    boolean working() {
        return thread.isAlive() && order == Order.WORK;
    }

    /** The partitions it owns now. */
    Set<Integer> assigned() {
        return assigned;
    }

    long lastAppliedAtNanos() {
        return lastAppliedAtNanos;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(Set.of(job.topic()), new Rebalances());
            work();
            if (gone) {
                takeover.lost(assigned, System.nanoTime());
                disappear();
            } else {
                commitAtLast();
                consumer.close();
            }
        } catch (RuntimeException e) {
            job.errors().add(name, e);
            disappear();
        }
        assigned = Set.of();
    }

    private void work() {
        while (order != Order.LEAVE && !gone) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(this::apply);
            gone = order == Order.VANISH && !records.isEmpty();
            if (!gone) {
                commitIfDue();
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> event) {
        Flight flight = FlightCodec.flight(event.key(), event.timestamp(), event.value());
        boolean first = job.store().apply(event.partition(), event.offset(), flight);
        if (first) {
            long nowNanos = System.nanoTime();
            lastAppliedAtNanos = nowNanos;
            DueHeader.dueNanos(event.headers()).ifPresent(due -> job.latencies().record(nowNanos - due));
        }
    }

    private void commitIfDue() {
        long nowNanos = System.nanoTime();
        if (nowNanos - committedAtNanos >= COMMIT_EVERY_NANOS) {
            committedAtNanos = nowNanos;
            commit();
        }
    }

    /** Commits what was applied; returns false when a rebalance stands in the way. */
    private boolean commit() {
        try {
            job.beforeCommit().run();
            consumer.commitSync();
            return true;
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // The offsets stay as they were. Whoever owns the partitions next gets some events again, and the store
            // knows them.
            return false;
        }
    }

    /** Closes the consumer without a commit and without a word to the group. */
    private void disappear() {
        gone = true;
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        } catch (KafkaException e) {
            // Zero is too short for some of what a consumer does at its end, and it is to do none of it.
            assigned = Set.of();
        }
    }

    /** Commits before leaving. The others leave too, so that a rebalance may have to be sat out. */
    private void commitAtLast() {
        long deadlineNanos = System.nanoTime() + LAST_COMMIT.toNanos();
        while (!commit() && System.nanoTime() < deadlineNanos) {
            consumer.poll(POLL).forEach(this::apply);
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Set<Integer> now = new TreeSet<>(assigned);
            now.addAll(numbers(partitions));
            assigned = Set.copyOf(now);
            takeover.assigned(numbers(partitions), System.nanoTime());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!gone) {
                commit();
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            Set<Integer> now = new TreeSet<>(assigned);
            now.removeAll(numbers(partitions));
            assigned = Set.copyOf(now);
        }

        private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        }
    }
}
