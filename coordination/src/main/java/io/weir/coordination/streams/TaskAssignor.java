package io.weir.coordination.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is to run what, and who is to keep copies: fair shares first, then as few changes as possible. A pure function.
 *
 * <p>Members run equal numbers of tasks, to one. Within that, a task stays where it runs, else goes to where a copy of its
 * state is, else to the process with the least to do. Copies go to other processes than the task, likewise.
 */
final class TaskAssignor {

    private static final Logger LOG = LoggerFactory.getLogger(TaskAssignor.class);

    private static final Comparator<Draft> LEAST_LOAD = Comparator.comparingDouble(
                    (Draft draft) -> draft.process.load())
            .thenComparingInt(Draft::size)
            .thenComparing(draft -> draft.memberId);

    private final NavigableMap<String, Draft> drafts = new TreeMap<>();
    private final Map<String, Instance> processes = new HashMap<>();
    private final Map<TaskId, String> ranBy = new HashMap<>();
    private final Map<TaskId, List<String>> copiedBy = new HashMap<>();

    /** A process and how much is assigned to its members. */
    private static final class Instance {
        private final Set<TaskId> tasks = new HashSet<>();
        private int members;

        double load() {
            return (double) tasks.size() / members;
        }
    }

    /** What one member gets. */
    private static final class Draft {
        private final String memberId;
        private final Instance process;
        private final TreeSet<TaskId> active = new TreeSet<>();
        private final TreeSet<TaskId> standby = new TreeSet<>();

        Draft(String memberId, Instance process) {
            this.memberId = memberId;
            this.process = process;
        }

        int size() {
            return active.size() + standby.size();
        }
    }

    private TaskAssignor(NavigableMap<String, StreamsMember> members, Map<String, Tasks> before) {
        members.forEach((memberId, member) -> {
            Instance process = processes.computeIfAbsent(member.processId(), _ -> new Instance());
            process.members++;
            drafts.put(memberId, new Draft(memberId, process));
            Tasks had = before.getOrDefault(memberId, Tasks.NONE);
            had.active().forEach(task -> ranBy.put(task, memberId));
            had.standby()
                    .forEach(task -> copiedBy.computeIfAbsent(task, _ -> new ArrayList<>())
                            .add(memberId));
        });
    }

    /**
     * The new targets of all members, of whom there is at least one.
     *
     * @param before their targets until now
     * @param standbyReplicas how many copies of each stateful task are wanted
     */
    static SortedMap<String, Tasks> assign(
            NavigableMap<String, StreamsMember> members,
            Map<String, Tasks> before,
            TopologyPlan plan,
            int standbyReplicas) {
        TaskAssignor assignor = new TaskAssignor(members, before);
        assignor.assignActive(plan.tasks());
        assignor.assignCopies(plan.statefulTasks(), standbyReplicas);
        SortedMap<String, Tasks> targets = new TreeMap<>();
        assignor.drafts.forEach(
                (memberId, draft) -> targets.put(memberId, new Tasks(draft.active, draft.standby, new TreeSet<>())));
        return targets;
    }

    private void assignActive(Set<TaskId> tasks) {
        Quota quota = new Quota(tasks.size(), drafts.size());
        List<TaskId> open = new ArrayList<>();
        // By partition, so that a member keeps the tasks of all subtopologies that work on the same partitions.
        for (TaskId task : tasks.stream()
                .sorted(Comparator.comparingInt(TaskId::partition).thenComparing(TaskId::subtopology))
                .toList()) {
            Draft owner = drafts.get(ranBy.getOrDefault(task, ""));
            if (owner != null && quota.admits(owner.active.size())) {
                run(owner, task, quota);
            } else {
                open.add(task);
            }
        }
        open.sort(Comparator.naturalOrder());
        for (TaskId task : open) {
            Draft next = copiedBy.getOrDefault(task, List.of()).stream()
                    .map(drafts::get)
                    .filter(copy -> quota.admits(copy.active.size()))
                    .min(LEAST_LOAD)
                    .orElseGet(() -> drafts.values().stream()
                            .filter(member -> quota.admits(member.active.size()))
                            .min(LEAST_LOAD)
                            .orElseThrow(() -> new IllegalStateException("no member has room for " + task)));
            run(next, task, quota);
        }
    }

    private static void run(Draft member, TaskId task, Quota quota) {
        quota.take(member.active.size());
        member.active.add(task);
        member.process.tasks.add(task);
    }

    private void assignCopies(Set<TaskId> tasks, int replicas) {
        int missing = 0;
        int running = drafts.values().stream().mapToInt(Draft::size).sum();
        int fair = (int) Math.ceil((double) (running + tasks.size() * replicas) / drafts.size());
        for (TaskId task : tasks) {
            for (int copy = 0; copy < replicas; copy++) {
                List<Draft> possible = drafts.values().stream()
                        .filter(member -> !member.process.tasks.contains(task))
                        .toList();
                Draft chosen = possible.stream()
                        .filter(member -> hadState(member, task) && member.size() < fair)
                        .min(LEAST_LOAD)
                        .or(() -> possible.stream().min(LEAST_LOAD))
                        .orElse(null);
                if (chosen == null) {
                    missing++;
                } else {
                    chosen.standby.add(task);
                    chosen.process.tasks.add(task);
                }
            }
        }
        if (missing > 0) {
            LOG.warn("{} standby tasks cannot be assigned: there are only {} processes", missing, processes.size());
        }
    }

    private boolean hadState(Draft member, TaskId task) {
        return member.memberId.equals(ranBy.get(task))
                || copiedBy.getOrDefault(task, List.of()).contains(member.memberId);
    }

    /** How many tasks a member may run: some one more than others, where they cannot be shared out evenly. */
    private static final class Quota {
        private final int least;
        private int oneMore;

        Quota(int tasks, int members) {
            least = tasks / members;
            oneMore = tasks % members;
        }

        /** Whether a member that has so many may have one more. */
        boolean admits(int size) {
            return size < least || (size == least && oneMore > 0);
        }

        void take(int size) {
            if (size == least) {
                oneMore--;
            }
        }
    }
}
