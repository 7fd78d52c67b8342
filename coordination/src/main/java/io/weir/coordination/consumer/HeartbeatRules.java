package io.weir.coordination.consumer;

import io.weir.coordination.membership.GroupRefusedException;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a heartbeat whatever the state of its group. */
final class HeartbeatRules {

    /** From version 1 on a member makes its own id (KIP-1082). */
    private static final int MEMBER_ID_REQUIRED_VERSION = 1;

    private static final int NOT_SAID = -1;

    private HeartbeatRules() {}

    static void check(ConsumerGroupHeartbeatRequest request, int version, List<String> assignors) {
        boolean needsMemberId = version >= MEMBER_ID_REQUIRED_VERSION
                || request.memberEpoch() > 0
                || request.memberEpoch() == MemberProgress.LEAVE;
        if (needsMemberId) {
            requireNotEmpty(request.memberId(), "MemberId");
        }
        requireNotEmpty(request.groupId(), "GroupId");
        requireNotEmpty(request.instanceId(), "InstanceId");
        requireNotEmpty(request.rackId(), "RackId");
        if (request.memberEpoch() == 0) {
            checkJoin(request);
        } else if (request.memberEpoch() == MemberProgress.STATIC_LEAVE && request.instanceId() == null) {
            throw invalid("InstanceId must be given by a static member that leaves");
        } else if (request.memberEpoch() < MemberProgress.STATIC_LEAVE) {
            throw invalid("MemberEpoch " + request.memberEpoch() + " means nothing; the least is -2");
        }
        String assignor = request.serverAssignor();
        if (assignor != null && !assignors.contains(assignor)) {
            throw new GroupRefusedException(
                    ErrorCode.UNSUPPORTED_ASSIGNOR,
                    "There is no ServerAssignor " + assignor + ", only " + String.join(", ", assignors));
        }
    }

    private static void checkJoin(ConsumerGroupHeartbeatRequest request) {
        if (request.rebalanceTimeoutMs() == NOT_SAID) {
            throw invalid("RebalanceTimeoutMs must be given by a member that joins");
        }
        if (request.topicPartitions() == null || !request.topicPartitions().isEmpty()) {
            throw invalid("TopicPartitions must be empty for a member that joins");
        }
        if (request.subscribedTopicNames() == null && request.subscribedTopicRegex() == null) {
            throw invalid("SubscribedTopicNames or SubscribedTopicRegex must be given by a member that joins");
        }
    }

    private static void requireNotEmpty(@Nullable String text, String name) {
        // Kafka takes blanks for nothing as well.
        if (text != null && text.trim().isEmpty()) {
            throw invalid(name + " must not be empty");
        }
    }

    private static GroupRefusedException invalid(String message) {
        return new GroupRefusedException(ErrorCode.INVALID_REQUEST, message);
    }
}
