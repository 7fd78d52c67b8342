package io.weir.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A group's database, one part per partition, shared by its members as a real one would be: it outlives them.
 *
 * @param <S> what the view knows of one key
 */
final class GroupStore<S> {

    private final List<PartitionStore<S>> partitions;

    GroupStore(int partitionCount, Supplier<View<S>> views) {
        this.partitions = Stream.generate(() -> new PartitionStore<>(views.get()))
                .limit(partitionCount)
                .toList();
    }

    /** Applies a flight unless its offset was applied before; returns whether it did. */
    boolean apply(int partition, long offset, Flight flight) {
        return partitions.get(partition).apply(offset, flight);
    }

    int appliedCount() {
        return partitions.stream().mapToInt(PartitionStore::appliedCount).sum();
    }

    int redeliveredCount() {
        return partitions.stream().mapToInt(PartitionStore::redeliveredCount).sum();
    }

    /** For each partition the flights that took effect, in the order in which they did. */
    List<List<Flight>> applied() {
        return partitions.stream().map(PartitionStore::applied).toList();
    }

    /** What all partitions know together. */
    Map<String, S> state() {
        Map<String, S> all = new HashMap<>();
        partitions.forEach(partition -> all.putAll(partition.state()));
        return all;
    }
}
