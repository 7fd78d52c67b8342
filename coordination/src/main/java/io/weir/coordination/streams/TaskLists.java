package io.weir.coordination.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Tasks as messages have them: for each subtopology a list of partitions. */
final class TaskLists {

    private TaskLists() {}

    /** Tasks as a list of messages, in order. */
    static <M> List<M> of(Iterable<TaskId> tasks, BiFunction<String, List<Integer>, M> message) {
        SortedMap<String, SortedSet<Integer>> bySubtopology = new TreeMap<>();
        tasks.forEach(task -> bySubtopology
                .computeIfAbsent(task.subtopology(), _ -> new TreeSet<>())
                .add(task.partition()));
        List<M> messages = new ArrayList<>();
        bySubtopology.forEach(
                (subtopology, partitions) -> messages.add(message.apply(subtopology, List.copyOf(partitions))));
        return messages;
    }

    /** Messages as tasks. */
    static <M> SortedSet<TaskId> from(
            List<M> messages, Function<M, String> subtopology, Function<M, List<Integer>> partitions) {
        SortedSet<TaskId> tasks = new TreeSet<>();
        messages.forEach(message -> partitions
                .apply(message)
                .forEach(partition -> tasks.add(new TaskId(subtopology.apply(message), partition))));
        return tasks;
    }
}
