package io.weir.benchmarks.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
        try {
            future.get();
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
