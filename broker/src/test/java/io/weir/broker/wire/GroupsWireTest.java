package io.weir.broker.wire;

import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.HeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.JoinGroupRequest.JoinGroupRequestProtocol;
import io.weir.protocol.messages.LeaveGroupRequest;
import io.weir.protocol.messages.LeaveGroupRequest.MemberIdentity;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.SyncGroupRequest;
import io.weir.protocol.messages.SyncGroupRequest.SyncGroupRequestAssignment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classic group protocol, one wrong request at a time. */
class GroupsWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(joins(), members(), syncs(), heartbeats(), leaves(), administration())
                .flatMap(List::stream)
                .toList();
    }

    private static Row join(String name, UnaryOperator<JoinGroupRequest.Builder> change, String expected) {
        return row(
                name,
                scene -> scene.call(change.apply(joining(scene.group())).build(), 9)
                        .text("generation_id"),
                expected);
    }

    private static Row member(String name, Function<Member, String> steps, String expected) {
        return row(name, scene -> steps.apply(new Member(scene)), expected);
    }

    private static List<Row> joins() {
        return List.of(
                join("a new member must come with the id it is given", r -> r, "MEMBER_ID_REQUIRED generation_id=-1"),
                join("an empty group", r -> r.groupId(""), "INVALID_GROUP_ID generation_id=-1"),
                join("a member id nobody gave out", r -> r.memberId("me"), "UNKNOWN_MEMBER_ID generation_id=-1"),
                join("session too short", r -> r.sessionTimeoutMs(10), "INVALID_SESSION_TIMEOUT generation_id=-1"),
                join(
                        "session too long",
                        r -> r.sessionTimeoutMs(Integer.MAX_VALUE),
                        "INVALID_SESSION_TIMEOUT generation_id=-1"),
                join("session negative", r -> r.sessionTimeoutMs(-1), "INVALID_SESSION_TIMEOUT generation_id=-1"),
                join("no protocols", r -> r.protocols(List.of()), "INCONSISTENT_GROUP_PROTOCOL generation_id=-1"),
                join("no protocol type", r -> r.protocolType(""), "INCONSISTENT_GROUP_PROTOCOL generation_id=-1"),
                join("a static member", r -> r.groupInstanceId("i"), "NONE generation_id=1"),
                join(
                        "a static member with an id nobody gave out",
                        r -> r.groupInstanceId("i").memberId("x"),
                        "UNKNOWN_MEMBER_ID generation_id=-1"),
                join("an empty instance id", r -> r.groupInstanceId(""), "NONE generation_id=1"),
                join("an illegal instance id", r -> r.groupInstanceId("a b"), "NONE generation_id=1"),
                join("instance id of two dots", r -> r.groupInstanceId(".."), "NONE generation_id=1"),
                join("a long instance id", r -> r.groupInstanceId("x".repeat(300)), "NONE generation_id=1"),
                join(
                        "rebalance timeout negative",
                        r -> r.rebalanceTimeoutMs(-1),
                        "MEMBER_ID_REQUIRED generation_id=-1"),
                row(
                        "version 3 needs no id",
                        scene -> scene.call(joining(scene.group()).build(), 3).text("generation_id"),
                        "NONE generation_id=1"));
    }

    private static List<Row> members() {
        return List.of(
                member("joined", m -> m.join().text, "NONE generation_id=1 protocol_name=range"),
                member("joined and synced", m -> m.join().sync(), "NONE protocol_name=range"),
                member("joins again", m -> m.join().join().text, "NONE generation_id=1 protocol_name=range"),
                member(
                        "joins with another type",
                        m -> m.join().as(r -> r.protocolType("connect")),
                        "INCONSISTENT_GROUP_PROTOCOL generation_id=-1 protocol_name=null"),
                member(
                        "joins with other protocols",
                        m -> m.join().as(r -> r.protocols(protocols("other"))),
                        "INCONSISTENT_GROUP_PROTOCOL generation_id=-1 protocol_name=null"),
                member(
                        "another of another type",
                        m -> m.join().other(r -> r.protocolType("connect")),
                        "INCONSISTENT_GROUP_PROTOCOL generation_id=-1"),
                member(
                        "another with other protocols",
                        m -> m.join().other(r -> r.protocols(protocols("b"))),
                        "INCONSISTENT_GROUP_PROTOCOL generation_id=-1"));
    }

    private static List<Row> syncs() {
        return List.of(
                row("sync in an unknown group", scene -> sync(scene, scene.group(), 1, "me"), "UNKNOWN_MEMBER_ID"),
                row("sync in an empty group", scene -> sync(scene, "", 1, "me"), "INVALID_GROUP_ID"),
                member(
                        "sync as somebody else",
                        m -> m.join().sync(1, "me", null, "consumer", "range"),
                        "UNKNOWN_MEMBER_ID protocol_name=null"),
                member(
                        "sync in an older generation",
                        m -> m.join().sync(0, m.id, null, "consumer", "range"),
                        "ILLEGAL_GENERATION protocol_name=null"),
                member(
                        "sync in a later generation",
                        m -> m.join().sync(7, m.id, null, "consumer", "range"),
                        "ILLEGAL_GENERATION protocol_name=null"),
                member(
                        "sync of another type",
                        m -> m.join().sync(1, m.id, null, "connect", "range"),
                        "INCONSISTENT_GROUP_PROTOCOL protocol_name=null"),
                member(
                        "sync with another protocol",
                        m -> m.join().sync(1, m.id, null, "consumer", "b"),
                        "INCONSISTENT_GROUP_PROTOCOL protocol_name=null"),
                member(
                        "sync without names",
                        m -> m.join().sync(1, m.id, null, null, null),
                        "INCONSISTENT_GROUP_PROTOCOL protocol_name=null"),
                member(
                        "sync as an unknown instance",
                        m -> m.join().sync(1, m.id, "i", "consumer", "range"),
                        "UNKNOWN_MEMBER_ID protocol_name=null"),
                member(
                        "sync twice",
                        m -> m.join().sync() + "; " + m.sync(),
                        "NONE protocol_name=range; NONE protocol_name=range"));
    }

    private static List<Row> heartbeats() {
        return List.of(
                row(
                        "heartbeat in an unknown group",
                        scene -> heartbeat(scene, scene.group(), 1, "me"),
                        "UNKNOWN_MEMBER_ID"),
                row("heartbeat in an empty group", scene -> heartbeat(scene, "", 1, "me"), "INVALID_GROUP_ID"),
                member("heartbeat before the sync", m -> m.join().heartbeat(1, m.id, null), "NONE"),
                member("heartbeat", m -> m.join().synced().heartbeat(1, m.id, null), "NONE"),
                member(
                        "heartbeat as somebody else",
                        m -> m.join().synced().heartbeat(1, "me", null),
                        "UNKNOWN_MEMBER_ID"),
                member("heartbeat as nobody", m -> m.join().synced().heartbeat(1, "", null), "UNKNOWN_MEMBER_ID"),
                member(
                        "heartbeat in an older generation",
                        m -> m.join().synced().heartbeat(0, m.id, null),
                        "ILLEGAL_GENERATION"),
                member(
                        "heartbeat in generation -1",
                        m -> m.join().synced().heartbeat(-1, m.id, null),
                        "ILLEGAL_GENERATION"),
                member(
                        "heartbeat as an unknown instance",
                        m -> m.join().synced().heartbeat(1, m.id, "i"),
                        "UNKNOWN_MEMBER_ID"));
    }

    private static List<Row> leaves() {
        return List.of(
                row(
                        "leave an unknown group",
                        scene -> leave(scene, scene.group(), "me", null),
                        "NONE, UNKNOWN_MEMBER_ID"),
                row("leave an empty group", scene -> leave(scene, "", "me", null), "INVALID_GROUP_ID"),
                row("nobody leaves an unknown group", scene -> leave(scene, scene.group()), "NONE"),
                member("leave", m -> m.join().leave(m.id, null), "NONE, NONE"),
                member(
                        "leave twice",
                        m -> m.join().leave(m.id, null) + "; " + m.leave(m.id, null),
                        "NONE, NONE; NONE, UNKNOWN_MEMBER_ID"),
                member("leave as somebody else", m -> m.join().leave("me", null), "NONE, UNKNOWN_MEMBER_ID"),
                member("leave as an unknown instance", m -> m.join().leave(m.id, "i"), "NONE, UNKNOWN_MEMBER_ID"),
                member(
                        "leave as an unknown instance without an id",
                        m -> m.join().leave("", "i"),
                        "NONE, UNKNOWN_MEMBER_ID"),
                member("leave without a name", m -> m.join().leave("", null), "NONE, UNKNOWN_MEMBER_ID"),
                member("leave in version 0", m -> m.join().leaveAlone(m.id), "NONE"),
                member("leave as somebody else in version 0", m -> m.join().leaveAlone("me"), "UNKNOWN_MEMBER_ID"));
    }

    private static List<Row> administration() {
        return List.of(
                row(
                        "describe an unknown group",
                        scene -> describe(scene, 6, scene.group()),
                        "GROUP_ID_NOT_FOUND group_state=Dead"),
                row(
                        "describe an unknown group in version 5",
                        scene -> describe(scene, 5, scene.group()),
                        "NONE group_state=Dead"),
                row("describe an empty group", scene -> describe(scene, 6, ""), "GROUP_ID_NOT_FOUND group_state=Dead"),
                row("describe none", scene -> describe(scene, 6), " group_state="),
                member("describe", m -> describe(m.join().scene, 6, m.group), "NONE group_state=CompletingRebalance"),
                member(
                        "describe twice",
                        m -> describe(m.join().scene, 6, m.group, m.group),
                        "NONE, NONE group_state=CompletingRebalance,CompletingRebalance"),
                row("delete an unknown group", scene -> delete(scene, scene.group()), "GROUP_ID_NOT_FOUND"),
                row("delete an empty name", scene -> delete(scene, ""), "GROUP_ID_NOT_FOUND"),
                row("delete none", scene -> delete(scene), ""),
                member("delete a group with members", m -> delete(m.join().scene, m.group), "NON_EMPTY_GROUP"),
                member("delete a group that is left", m -> delete(m.join().left().scene, m.group), "NONE"),
                member("delete a group twice", m -> delete(m.join().left().scene, m.group, m.group), "NONE"),
                row("list states nobody knows", scene -> list(scene, "Confused"), "NONE group_id="),
                row("list an empty state", scene -> list(scene, ""), "NONE group_id="));
    }

    private static JoinGroupRequest.Builder joining(String group) {
        return JoinGroupRequest.builder()
                .groupId(group)
                .sessionTimeoutMs(30_000)
                .rebalanceTimeoutMs(30_000)
                .memberId("")
                .protocolType("consumer")
                .protocols(protocols("range"));
    }

    private static List<JoinGroupRequestProtocol> protocols(String name) {
        return List.of(JoinGroupRequestProtocol.builder()
                .name(name)
                .metadata(ByteBuffer.allocate(4))
                .build());
    }

    private static String sync(Scene scene, String group, int generation, String member) {
        SyncGroupRequest request = SyncGroupRequest.builder()
                .groupId(group)
                .generationId(generation)
                .memberId(member)
                .protocolType("consumer")
                .protocolName("range")
                .build();
        return scene.call(request, 5).text();
    }

    private static String heartbeat(Scene scene, String group, int generation, String member) {
        HeartbeatRequest request = HeartbeatRequest.builder()
                .groupId(group)
                .generationId(generation)
                .memberId(member)
                .build();
        return scene.call(request, 4).text();
    }

    private static String leave(Scene scene, String group, @Nullable String... memberAndInstance) {
        LeaveGroupRequest.Builder request = LeaveGroupRequest.builder().groupId(group);
        if (memberAndInstance.length > 0) {
            request.members(List.of(MemberIdentity.builder()
                    .memberId(String.valueOf(memberAndInstance[0]))
                    .groupInstanceId(memberAndInstance[1])
                    .build()));
        }
        return scene.call(request.build(), 5).text();
    }

    private static String describe(Scene scene, int version, String... groups) {
        DescribeGroupsRequest request =
                DescribeGroupsRequest.builder().groups(List.of(groups)).build();
        return scene.call(request, version).text("group_state");
    }

    private static String delete(Scene scene, String... groups) {
        DeleteGroupsRequest request =
                DeleteGroupsRequest.builder().groupsNames(List.of(groups)).build();
        return scene.call(request, 2).text();
    }

    private static String list(Scene scene, String... states) {
        ListGroupsRequest request =
                ListGroupsRequest.builder().statesFilter(Arrays.asList(states)).build();
        return scene.call(request, 5).text("group_id");
    }

    /** A member of a group of its own. */
    private static final class Member {
        private final Scene scene;
        private final String group;
        private String id = "";
        private String text = "";

        Member(Scene scene) {
            this.scene = scene;
            this.group = scene.group();
        }

        /** Joins with the id it has, after asking for one when it has none. */
        Member join() {
            if (id.isEmpty()) {
                id = (String) scene.call(joining(group).build(), 9)
                        .values("member_id")
                        .getFirst();
            }
            text = as(r -> r);
            return this;
        }

        String as(UnaryOperator<JoinGroupRequest.Builder> change) {
            return scene.call(change.apply(joining(group).memberId(id)).build(), 9)
                    .text("generation_id", "protocol_name");
        }

        String other(UnaryOperator<JoinGroupRequest.Builder> change) {
            return scene.call(change.apply(joining(group)).build(), 9).text("generation_id");
        }

        String sync() {
            return sync(1, id, null, "consumer", "range");
        }

        Member synced() {
            sync();
            return this;
        }

        String sync(
                int generation,
                String member,
                @Nullable String instance,
                @Nullable String protocolType,
                @Nullable String protocolName) {
            SyncGroupRequest request = SyncGroupRequest.builder()
                    .groupId(group)
                    .generationId(generation)
                    .memberId(member)
                    .groupInstanceId(instance)
                    .protocolType(protocolType)
                    .protocolName(protocolName)
                    .assignments(List.of(SyncGroupRequestAssignment.builder()
                            .memberId(member)
                            .assignment(ByteBuffer.allocate(3))
                            .build()))
                    .build();
            return scene.call(request, 5).text("protocol_name");
        }

        String heartbeat(int generation, String member, @Nullable String instance) {
            HeartbeatRequest request = HeartbeatRequest.builder()
                    .groupId(group)
                    .generationId(generation)
                    .memberId(member)
                    .groupInstanceId(instance)
                    .build();
            return scene.call(request, 4).text();
        }

        String leave(String member, @Nullable String instance) {
            return GroupsWireTest.leave(scene, group, member, instance);
        }

        String leaveAlone(String member) {
            LeaveGroupRequest request =
                    LeaveGroupRequest.builder().groupId(group).memberId(member).build();
            return scene.call(request, 0).text();
        }

        Member left() {
            leave(id, null);
            return this;
        }
    }
}
