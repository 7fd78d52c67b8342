package io.weir.coordination.group;

import io.weir.coordination.runtime.Step;

/** The session timers of members. Every sign of life renews one. */
final class Sessions {

    void renew(ClassicGroup group, GroupMember member, Step<GroupTimer> step) {
        start(group.id(), member.id(), member.timeouts().sessionMs(), step);
    }

    void start(String groupId, String memberId, int timeoutMs, Step<GroupTimer> step) {
        GroupTimer timer = new GroupTimer.SessionExpired(groupId, memberId);
        step.schedule(timer, timeoutMs, timer);
    }

    void end(String groupId, String memberId, Step<GroupTimer> step) {
        step.cancel(new GroupTimer.SessionExpired(groupId, memberId));
    }
}
