package io.weir.benchmarks.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Topics of one broker: made, waited for, deleted. */
public final class Topics implements AutoCloseable {

    private static final short ONE_REPLICA = 1;
    private static final Duration IN_SYNC_PATIENCE = Duration.ofMinutes(2);
    private static final int REQUEST_TIMEOUT_MS = 300_000;

    private final Admin admin;
    private int made;

    public Topics(String bootstrap) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", REQUEST_TIMEOUT_MS,
                "default.api.timeout.ms", REQUEST_TIMEOUT_MS));
    }

    /** Makes a topic with a new name, and waits until its partitions can be written to. */
    public String create(int partitions) {
        String name = "bench-" + System.nanoTime() + "-" + ++made;
        create(List.of(name), partitions);
        awaitLed(List.of(name), partitions, Duration.ofMinutes(1));
        return name;
    }

    /** Makes topics with these names, all in one request. */
    public void create(Collection<String> names, int partitions) {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, partitions, ONE_REPLICA))
                .toList();
        await(admin.createTopics(topics).all());
    }

    /**
     * Makes a topic whose partitions each have a copy on every one of so many brokers, two of which have to have what is
     * acknowledged. Partition 0 is led by the first of these, partition 1 by the second, and so on, again and again.
     */
    public String createReplicated(int partitions, List<Integer> leaders) {
        String name = "replicated-" + System.nanoTime() + "-" + ++made;
        Map<Integer, List<Integer>> replicas = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            List<Integer> turned = new ArrayList<>(leaders);
            Collections.rotate(turned, -partition);
            replicas.put(partition, turned);
        }
        awaitBrokers(leaders.size());
        NewTopic topic = new NewTopic(name, replicas).configs(Map.of("min.insync.replicas", "2"));
        await(admin.createTopics(List.of(topic)).all());
        awaitLed(List.of(name), partitions, Duration.ofMinutes(1));
        awaitInSync(name, leaders.size());
        return name;
    }

    private void awaitBrokers(int count) {
        long start = System.nanoTime();
        while (get(admin.describeCluster().nodes()).size() < count) {
            if (System.nanoTime() - start > IN_SYNC_PATIENCE.toNanos()) {
                throw new IllegalStateException("There are not " + count + " brokers after " + IN_SYNC_PATIENCE);
            }
        }
    }

    /** Waits until so many replicas of every partition are in sync. */
    public void awaitInSync(String name, int replicas) {
        long start = System.nanoTime();
        while (!isInSync(name, replicas)) {
            if (System.nanoTime() - start > IN_SYNC_PATIENCE.toNanos()) {
                throw new IllegalStateException(name + " is not in sync after " + IN_SYNC_PATIENCE);
            }
        }
    }

    private boolean isInSync(String name, int replicas) {
        return get(admin.describeTopics(List.of(name)).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == replicas);
    }

    /** The node that decides for the cluster now. */
    public int controller() {
        return get(admin.describeMetadataQuorum().quorumInfo()).leaderId();
    }

    public void delete(String name) {
        await(admin.deleteTopics(List.of(name)).all());
    }

    /**
     * Waits until the leader of each partition tells where its log ends: only then is it really led.
     *
     * @throws IllegalStateException when that takes longer than the given time
     */
    public void awaitLed(List<String> names, int partitions, Duration patience) {
        Map<TopicPartition, OffsetSpec> wanted = names.stream()
                .flatMap(name -> IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(name, i)))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        long start = System.nanoTime();
        while (!areLed(wanted)) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IllegalStateException(wanted.size() + " partitions are not led after " + patience);
            }
        }
    }

    private boolean areLed(Map<TopicPartition, OffsetSpec> wanted) {
        try {
            admin.listOffsets(wanted).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new IllegalStateException("Cannot ask for offsets", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void await(KafkaFuture<Void> future) {
        Object _ = get(future);
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for the broker", e);
    }

    /** Names for so many topics. */
    public static List<String> names(String prefix, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        return names;
    }

    @Override
    public void close() {
        admin.close();
    }
}
