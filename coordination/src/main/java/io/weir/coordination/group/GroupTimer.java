package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerTimer;
import io.weir.coordination.share.ShareTimer;
import io.weir.coordination.streams.StreamsTimer;

/** What the timers of the group machine carry. */
sealed interface GroupTimer {

    /** A member, or one that was given an id and has yet to join, has been silent for its session timeout. */
    record SessionExpired(String groupId, String memberId) implements GroupTimer {}

    /** The pause in which a new group waits for more members is over; it may be extended by what remains. */
    record InitialDelayOver(String groupId, int delayMs, int remainingMs) implements GroupTimer {}

    /** Members that have not joined by now are left behind. */
    record JoinDeadline(String groupId) implements GroupTimer {}

    /** A rebalance has gone on for so long that people ought to hear for whom it waits. */
    record RebalanceLong(String groupId) implements GroupTimer {}

    /** Members of this generation that have not asked for their assignment by now are removed. */
    record SyncDeadline(String groupId, int generation) implements GroupTimer {}

    /** Time to look for expired offsets. */
    record ExpiryDue() implements GroupTimer {}

    /** Something of a group of the consumer protocol. */
    record OfConsumerGroup(ConsumerTimer timer) implements GroupTimer {}

    /** A member of a share group has been silent for its session time-out. */
    record OfShareGroup(ShareTimer timer) implements GroupTimer {}

    /** Something of a streams group. */
    record OfStreamsGroup(StreamsTimer timer) implements GroupTimer {}

    /** One timer ends the join phase of a group, whichever kind it is. */
    record JoinPhaseKey(String groupId) {}

    /** One timer tells of a rebalance that goes on for long. */
    record RebalanceLongKey(String groupId) {}

    /** One timer ends the sync phase of a group, whatever the generation. */
    record SyncPhaseKey(String groupId) {}
}
