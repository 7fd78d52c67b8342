package io.weir.coordination.streams;

import io.weir.coordination.membership.Client;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import io.weir.protocol.messages.StreamsGroupHeartbeatRequest.TaskIds;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** One heartbeat and who sent it. Fields a member leaves out are as it last said. */
record StreamsHeartbeat(StreamsGroupHeartbeatRequest request, Client client) {

    String groupId() {
        return request.groupId();
    }

    String memberId() {
        return request.memberId();
    }

    /** The epoch the member is in, as far as it knows. */
    int epoch() {
        return request.memberEpoch();
    }

    boolean isJoining() {
        return epoch() == 0;
    }

    boolean isLeaving() {
        return epoch() < 0;
    }

    /** What the member has; empty when it does not say. */
    Optional<Tasks> owned() {
        List<TaskIds> active = request.activeTasks();
        List<TaskIds> standby = request.standbyTasks();
        List<TaskIds> warmup = request.warmupTasks();
        return active == null || standby == null || warmup == null
                ? Optional.empty()
                : Optional.of(new Tasks(tasks(active), tasks(standby), tasks(warmup)));
    }

    StreamsProfile profile(StreamsProfile before) {
        return before.with(request, client.id(), client.host());
    }

    private static SortedSet<TaskId> tasks(List<TaskIds> lists) {
        return TaskLists.from(lists, TaskIds::subtopologyId, TaskIds::partitions);
    }
}
