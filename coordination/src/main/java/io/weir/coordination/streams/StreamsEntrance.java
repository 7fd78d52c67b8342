package io.weir.coordination.streams;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.schema.StreamsGroupTopologyValue;
import io.weir.protocol.types.ErrorCode;
import java.util.Optional;

/** Who may speak in a member's name, and with which topology. Changes nothing. */
final class StreamsEntrance {

    private final StreamsGroupConfig config;

    StreamsEntrance(StreamsGroupConfig config) {
        this.config = config;
    }

    /**
     * Who is at the door.
     *
     * @param member as the group knows it, or as it would begin
     * @param topology the group's, or the one it is to get
     * @param plan that topology over the topics there are
     */
    record Entry(StreamsMember member, boolean isNew, StreamsGroupTopologyValue topology, TopologyPlan plan) {}

    Entry enter(Optional<StreamsGroup> group, StreamsHeartbeat beat, TopicsView topics) {
        Optional<StreamsMember> known = group.flatMap(found -> found.member(beat.memberId()));
        if (beat.isJoining()) {
            requireRoom(group, beat);
        } else if (group.isEmpty()) {
            throw new GroupRefusedException(
                    ErrorCode.GROUP_ID_NOT_FOUND, "There is no streams group " + beat.groupId());
        } else if (known.isEmpty()) {
            throw new GroupRefusedException(
                    ErrorCode.UNKNOWN_MEMBER_ID, "Member " + beat.memberId() + " is not in group " + beat.groupId());
        }
        known.ifPresent(member -> requireEpoch(member, beat));
        StreamsGroupTopologyValue topology = topology(group, beat);
        TopologyPlan plan = knownPlan(group, topics).orElseGet(() -> TopologyPlanner.plan(topology, topics));
        beat.owned().filter(_ -> plan.isReady()).ifPresent(owned -> requireTasks(owned, plan));
        StreamsMember member = known.orElseGet(() -> StreamsMember.unknown(beat.memberId()));
        return new Entry(member, known.isEmpty(), topology, plan);
    }

    /** A group's topology never changes, and most heartbeats find the topics as they were. */
    private static Optional<TopologyPlan> knownPlan(Optional<StreamsGroup> group, TopicsView topics) {
        return group.filter(found -> found.now().topicsSeen.isUpToDate(topics)).flatMap(found -> found.now().plan);
    }

    private void requireRoom(Optional<StreamsGroup> group, StreamsHeartbeat beat) {
        group.filter(found -> found.members().size() >= config.maxSize()).ifPresent(found -> {
            throw new GroupRefusedException(
                    ErrorCode.GROUP_MAX_SIZE_REACHED,
                    "Group " + beat.groupId() + " has " + found.members().size()
                            + " members; more are not allowed (group.streams.max.size)");
        });
    }

    /** A member may say the epoch before, when it missed an answer and has nothing it was not given. */
    private static void requireEpoch(StreamsMember member, StreamsHeartbeat beat) {
        StreamsProgress progress = member.progress();
        boolean missedAnswer = beat.epoch() < progress.epoch()
                && beat.epoch() == progress.previousEpoch()
                && beat.owned()
                        .map(owned -> progress.assigned().toTasks().containsAll(owned))
                        .orElse(false);
        if (!beat.isJoining() && beat.epoch() != progress.epoch() && !missedAnswer) {
            throw new GroupRefusedException(
                    ErrorCode.FENCED_MEMBER_EPOCH,
                    "Member " + member.id() + " says epoch " + beat.epoch() + " and is in epoch " + progress.epoch()
                            + "; it has to give up all its tasks and join again");
        }
    }

    private static StreamsGroupTopologyValue topology(Optional<StreamsGroup> group, StreamsHeartbeat beat) {
        Optional<StreamsGroupTopologyValue> held = group.flatMap(StreamsGroup::topology);
        Optional<StreamsGroupTopologyValue> said =
                Optional.ofNullable(beat.request().topology()).map(Topologies::of);
        if (said.isPresent()
                && held.filter(old -> old.epoch() <= said.get().epoch() && !old.equals(said.get()))
                        .isPresent()) {
            throw new GroupRefusedException(
                    ErrorCode.INVALID_REQUEST,
                    "The group runs another topology: topology updates are not supported yet. Stop all members, and"
                            + " delete the group or use another application.id");
        }
        return held.or(() -> said)
                .orElseThrow(() -> new GroupRefusedException(
                        ErrorCode.INVALID_REQUEST, "Nobody has said which topology group " + beat.groupId() + " runs"));
    }

    private static void requireTasks(Tasks owned, TopologyPlan plan) {
        owned.all().stream().filter(task -> !plan.contains(task)).findFirst().ifPresent(task -> {
            throw new GroupRefusedException(
                    ErrorCode.INVALID_REQUEST,
                    "There is no task " + task.subtopology() + "_" + task.partition() + " in the topology");
        });
    }
}
