package io.weir.coordination.streams;

import io.weir.coordination.streams.StreamsAnswer.InternalTopic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A topology over the topics there are: how many tasks each part has, and what is in the way.
 *
 * @param taskCounts tasks by subtopology; empty where the topics do not allow to tell
 * @param stateful the subtopologies that have state
 * @param missing internal topics that have yet to be made
 * @param problem why nothing can be assigned; empty when all is there
 */
record TopologyPlan(
        Map<String, Integer> taskCounts, Set<String> stateful, List<InternalTopic> missing, Optional<Problem> problem) {

    /** What clients are told, with Kafka's code for it. */
    record Problem(byte code, String detail) {}

    boolean isReady() {
        return problem.isEmpty();
    }

    Set<TaskId> tasks() {
        return tasks(taskCounts.keySet());
    }

    Set<TaskId> statefulTasks() {
        return tasks(stateful);
    }

    boolean contains(TaskId task) {
        return task.partition() >= 0 && task.partition() < taskCounts.getOrDefault(task.subtopology(), 0);
    }

    private Set<TaskId> tasks(Set<String> subtopologies) {
        Set<TaskId> tasks = new TreeSet<>();
        for (String subtopology : subtopologies) {
            for (int partition = 0; partition < taskCounts.getOrDefault(subtopology, 0); partition++) {
                tasks.add(new TaskId(subtopology, partition));
            }
        }
        return tasks;
    }
}
