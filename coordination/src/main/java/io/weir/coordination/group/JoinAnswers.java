package io.weir.coordination.group;

import io.weir.coordination.runtime.Step;
import io.weir.protocol.messages.JoinGroupResponse;
import io.weir.protocol.messages.SyncGroupResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;

/** The answers to JoinGroup and SyncGroup. */
final class JoinAnswers {

    static final String UNKNOWN_MEMBER = "";

    /** From JoinGroup version 7 a missing protocol name is null, before it is empty text. */
    private static final int NULLABLE_PROTOCOL_NAME_VERSION = 7;

    private JoinAnswers() {}

    static JoinGroupResponse refusal(String memberId, ErrorCode error) {
        return JoinGroupResponse.builder()
                .memberId(memberId)
                .errorCode(error.code())
                .build();
    }

    /** The member is part of the current generation; the leader learns who else is. */
    static JoinGroupResponse joined(ClassicGroup group, String memberId) {
        return joined(group, memberId, group.isLeader(memberId));
    }

    private static JoinGroupResponse joined(ClassicGroup group, String memberId, boolean withMembers) {
        return JoinGroupResponse.builder()
                .memberId(memberId)
                .generationId(group.generation())
                .protocolType(group.protocolType())
                .protocolName(group.protocolName().orElse(""))
                .leader(group.leaderId().orElse(UNKNOWN_MEMBER))
                .members(withMembers ? memberList(group) : List.of())
                .build();
    }

    /** A static leader is back and everything stays as it is: it learns the members but is not to assign again. */
    static JoinGroupResponse resumed(ClassicGroup group, String memberId) {
        return joined(group, memberId).toBuilder()
                .skipAssignment(group.isLeader(memberId))
                .build();
    }

    /** As {@link #resumed} for clients that cannot skip: another leader is named, so that they do not assign. */
    static JoinGroupResponse resumedAsFollower(ClassicGroup group, String memberId, String leaderBefore) {
        return joined(group, memberId, false).toBuilder().leader(leaderBefore).build();
    }

    static SyncGroupResponse refusedSync(ErrorCode error) {
        return SyncGroupResponse.builder()
                .errorCode(error.code())
                .assignment(GroupMember.NO_ASSIGNMENT)
                .build();
    }

    static SyncGroupResponse assigned(ClassicGroup group, GroupMember member) {
        return SyncGroupResponse.builder()
                .protocolType(group.protocolType())
                .protocolName(group.protocolName().orElse(null))
                .assignment(member.assignment())
                .build();
    }

    /** Answers whoever waits in the member's name, for a join or for an assignment. */
    static void refuseAll(GroupMember member, String toldMemberId, ErrorCode error, Step<GroupTimer> step) {
        member.takeAwaitingJoin().ifPresent(waiting -> step.answer(waiting, refusal(toldMemberId, error)));
        member.takeAwaitingSync().ifPresent(waiting -> step.answer(waiting, refusedSync(error)));
    }

    static JoinGroupResponse forVersion(JoinGroupResponse response, int version) {
        String name = response.protocolName();
        boolean isMissing = name == null || name.isEmpty();
        if (!isMissing) {
            return response;
        }
        return response.toBuilder()
                .protocolName(version >= NULLABLE_PROTOCOL_NAME_VERSION ? null : "")
                .build();
    }

    private static List<JoinGroupResponse.JoinGroupResponseMember> memberList(ClassicGroup group) {
        String protocol = group.protocolName().orElse("");
        return group.members().all().stream()
                .map(member -> JoinGroupResponse.JoinGroupResponseMember.builder()
                        .memberId(member.id())
                        .groupInstanceId(member.identity().instanceId().orElse(null))
                        .metadata(member.metadata(protocol))
                        .build())
                .toList();
    }
}
