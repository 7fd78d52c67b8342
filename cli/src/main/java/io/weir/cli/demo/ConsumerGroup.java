package io.weir.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One consumer group and its members, who come and go.
 *
 * @param <S> what the group's view knows of one key
 */
final class ConsumerGroup<S> {

    private final String id;
    private final GroupJob<S> job;
    private final Clients clients;
    private final Takeover takeover = new Takeover();
    private final List<GroupMember> members = new CopyOnWriteArrayList<>();

    ConsumerGroup(String id, GroupJob<S> job, Clients clients) {
        this.id = id;
        this.job = job;
        this.clients = clients;
    }

    /** The group's id on the broker. */
    String id() {
        return id;
    }

    GroupJob<S> job() {
        return job;
    }

    Takeover takeover() {
        return takeover;
    }

    void addMember() {
        String name = job.name() + "-" + (members.size() + 1);
        GroupMember member = new GroupMember(name, clients.member(id, name), job, takeover);
        members.add(member);
        member.start();
    }

    /** Makes the member that joined last vanish without a word. */
    void loseMember() {
        members.getLast().vanish();
    }

    int workingMembers() {
        return (int) members.stream().filter(GroupMember::working).count();
    }

    /** Whether every working member has partitions, and the topic's partitions all have an owner. */
    boolean settled(int partitionCount) {
        List<GroupMember> working =
                members.stream().filter(GroupMember::working).toList();
        int owned =
                working.stream().mapToInt(member -> member.assigned().size()).sum();
        return owned == partitionCount
                && working.stream().noneMatch(member -> member.assigned().isEmpty());
    }

    /** When an event last took effect, on the clock of {@link System#nanoTime()}. */
    long lastAppliedAtNanos() {
        return members.stream().mapToLong(GroupMember::lastAppliedAtNanos).max().orElse(0);
    }

    /** Lets every member commit and leave. */
    void leave() {
        members.forEach(GroupMember::leave);
    }

    /** Waits until every member is gone, or until this moment on the clock of {@link System#nanoTime()}. */
    void joinUntil(long deadlineNanos) throws InterruptedException {
        for (GroupMember member : members) {
            member.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
        }
    }
}
