package io.weir.broker.share;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.protocol.types.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Finds the partitions a member names, if it may read them. */
record ShareAccess(Partitions partitions) {

    /** What a member needs on its group. */
    static final Access READ_GROUP = Access.of(Operation.READ, ResourceType.GROUP);

    /** What it needs on each topic. */
    static final Access READ_TOPIC = Access.of(Operation.READ, ResourceType.TOPIC);

    /** The longest id of a member: that of a UUID as text. */
    private static final int MAX_MEMBER_ID_LENGTH = 36;

    sealed interface Found {
        record Yes(Partition partition) implements Found {}

        record No(ErrorCode error) implements Found {}
    }

    Found find(RequestContext context, TopicIdPartition wanted) {
        String topic = partitions.topicName(wanted.topicId());
        if (topic == null) {
            return new Found.No(ErrorCode.UNKNOWN_TOPIC_ID);
        }
        if (!context.permits(READ_TOPIC, topic)) {
            return new Found.No(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        }
        @Nullable Partition partition = partitions.find(topic, wanted.partition());
        return partition == null
                ? new Found.No(partitions.whyNotHere(topic, wanted.partition()))
                : new Found.Yes(partition);
    }

    /** NONE, or why a request is refused whatever it asks. */
    static Outcome check(RequestContext context, @Nullable String groupId, @Nullable String memberId) {
        if (groupId == null) {
            return new Outcome(ErrorCode.INVALID_REQUEST, "Invalid group id in the request.");
        }
        if (!context.permits(READ_GROUP, groupId)) {
            return Outcome.of(ErrorCode.GROUP_AUTHORIZATION_FAILED);
        }
        return isMemberId(memberId)
                ? Outcome.DONE
                : new Outcome(ErrorCode.INVALID_REQUEST, "Invalid member id in the request.");
    }

    private static boolean isMemberId(@Nullable String memberId) {
        return memberId != null && !memberId.isEmpty() && memberId.length() <= MAX_MEMBER_ID_LENGTH;
    }
}
