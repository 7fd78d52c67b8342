package io.weir.broker.wire;

import io.weir.protocol.messages.DeleteGroupsRequest;
import io.weir.protocol.messages.ShareFetchRequest;
import io.weir.protocol.messages.ShareGroupDescribeRequest;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Share groups (KIP-932), one wrong request at a time. */
@Execution(ExecutionMode.CONCURRENT)
class ShareGroupsWireTest extends WireTable {

    @Override
    List<Row> rows() {
        return Stream.of(heartbeats(), descriptions(), sessions(), fetches(), acknowledgements(), renewals())
                .flatMap(List::stream)
                .toList();
    }

    private static Row sharer(String name, Function<Sharer, String> steps, String expected) {
        return row(name, scene -> steps.apply(new Sharer(scene)), expected);
    }

    private static List<Row> heartbeats() {
        return List.of(
                sharer("join", s -> s.join().last(), "NONE member_epoch=2"),
                // Where the topic exists, the second join may find its partitions ready, and another epoch.
                sharer(
                        "join twice",
                        s -> s.heartbeat(r -> r.subscribedTopicNames(List.of("nope"))) + "; "
                                + s.heartbeat(r -> r.subscribedTopicNames(List.of("nope"))),
                        "NONE member_epoch=2; NONE member_epoch=2"),
                sharer(
                        "join without topics",
                        s -> s.heartbeat(r -> r.subscribedTopicNames(List.of())),
                        "INVALID_REQUEST member_epoch=0"),
                sharer(
                        "join with null for topics",
                        s -> s.heartbeat(r -> r.subscribedTopicNames(null)),
                        "INVALID_REQUEST member_epoch=0"),
                sharer(
                        "a topic that does not exist",
                        s -> s.heartbeat(r -> r.subscribedTopicNames(List.of("nope"))),
                        "NONE member_epoch=2"),
                sharer(
                        "a topic with an illegal name",
                        s -> s.heartbeat(r -> r.subscribedTopicNames(List.of("a b"))),
                        "NONE member_epoch=2"),
                sharer(
                        "a topic with an empty name",
                        s -> s.heartbeat(r -> r.subscribedTopicNames(List.of(""))),
                        "NONE member_epoch=2"),
                sharer("no member id", s -> s.heartbeat(r -> r.memberId("")), "INVALID_REQUEST member_epoch=0"),
                sharer("a blank member id", s -> s.heartbeat(r -> r.memberId(" ")), "INVALID_REQUEST member_epoch=0"),
                sharer("a member id of 36", s -> s.heartbeat(r -> r.memberId("m".repeat(36))), "NONE member_epoch=2"),
                sharer(
                        "a member id of 37",
                        s -> s.heartbeat(r -> r.memberId("m".repeat(37))),
                        "INVALID_REQUEST member_epoch=0"),
                sharer("no group id", s -> s.heartbeat(r -> r.groupId("")), "INVALID_REQUEST member_epoch=0"),
                sharer("an empty rack", s -> s.heartbeat(r -> r.rackId("")), "INVALID_REQUEST member_epoch=0"),
                sharer("epoch -2", s -> s.heartbeat(r -> r.memberEpoch(-2)), "INVALID_REQUEST member_epoch=0"),
                sharer(
                        "epoch 1 in a group that is not there",
                        s -> s.heartbeat(r -> r.memberEpoch(1)),
                        "GROUP_ID_NOT_FOUND member_epoch=0"),
                sharer(
                        "leave a group that is not there",
                        s -> s.heartbeat(r -> r.memberEpoch(-1)),
                        "GROUP_ID_NOT_FOUND member_epoch=0"),
                sharer(
                        "live as somebody else",
                        s -> s.join().heartbeat(r -> r.memberEpoch(1).memberId("me")),
                        "UNKNOWN_MEMBER_ID member_epoch=0"),
                sharer(
                        "leave as somebody else",
                        s -> s.join().heartbeat(r -> r.memberEpoch(-1).memberId("me")),
                        "UNKNOWN_MEMBER_ID member_epoch=0"),
                sharer(
                        "an epoch to come",
                        s -> s.join().heartbeat(r -> r.memberEpoch(50)),
                        "FENCED_MEMBER_EPOCH member_epoch=0"),
                sharer("leave", s -> s.join().heartbeat(r -> r.memberEpoch(-1)), "NONE member_epoch=-1"),
                sharer(
                        "leave twice",
                        s -> s.join().heartbeat(r -> r.memberEpoch(-1)) + "; " + s.heartbeat(r -> r.memberEpoch(-1)),
                        "NONE member_epoch=-1; UNKNOWN_MEMBER_ID member_epoch=0"));
    }

    private static List<Row> descriptions() {
        return List.of(
                row(
                        "describe an unknown group",
                        scene -> describe(scene, scene.group()),
                        "GROUP_ID_NOT_FOUND group_state= assignor_name="),
                row(
                        "describe an empty name",
                        scene -> describe(scene, ""),
                        "INVALID_GROUP_ID group_state= assignor_name="),
                row("describe none", scene -> describe(scene), " group_state= assignor_name="),
                sharer(
                        "describe",
                        s -> describe(s.join().scene, s.group),
                        "NONE group_state=Stable assignor_name=simple"),
                sharer(
                        "describe twice",
                        s -> describe(s.join().scene, s.group, s.group),
                        "NONE, NONE group_state=Stable,Stable assignor_name=simple,simple"),
                sharer("delete a group with members", s -> delete(s.join().scene, s.group), "NON_EMPTY_GROUP"),
                sharer("delete a group that is left", s -> delete(s.join().left().scene, s.group), "NONE"));
    }

    private static List<Row> sessions() {
        return List.of(
                sharer(
                        "a session that was not begun",
                        s -> s.ready().fetch(r -> r.shareSessionEpoch(1)),
                        "SHARE_SESSION_NOT_FOUND"),
                sharer(
                        "the end of a session that was not begun",
                        s -> s.ready().fetch(r -> r.shareSessionEpoch(-1)),
                        "SHARE_SESSION_NOT_FOUND"),
                sharer(
                        "an epoch too far",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(2)),
                        "INVALID_SHARE_SESSION_EPOCH"),
                sharer(
                        "an epoch of -2",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(-2)),
                        "INVALID_SHARE_SESSION_EPOCH"),
                sharer(
                        "the same epoch twice",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(1)) + "; " + s.fetch(r -> r.shareSessionEpoch(1)),
                        "NONE; INVALID_SHARE_SESSION_EPOCH"),
                sharer("a session begun anew", s -> s.begun().fetch(r -> r.shareSessionEpoch(0)), "NONE, NONE"),
                sharer("a session that ends", s -> s.begun().fetch(r -> r.shareSessionEpoch(-1)), "NONE"),
                sharer(
                        "a session that has ended",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(-1)) + "; "
                                + s.fetch(r -> r.shareSessionEpoch(1)),
                        "NONE; SHARE_SESSION_NOT_FOUND"),
                sharer(
                        "acknowledging begins no session",
                        s -> s.ready().acknowledge(0, 0, 0, 1),
                        "INVALID_SHARE_SESSION_EPOCH"),
                sharer(
                        "acknowledging without a session",
                        s -> s.ready().acknowledge(1, 0, 0, 1),
                        "SHARE_SESSION_NOT_FOUND"),
                sharer(
                        "ending a session that is not there",
                        s -> s.ready().acknowledge(-1, 0, 0, 1),
                        "SHARE_SESSION_NOT_FOUND"),
                sharer(
                        "acknowledging an epoch too far",
                        s -> s.begun().acknowledge(2, 0, 0, 1),
                        "INVALID_SHARE_SESSION_EPOCH"),
                sharer(
                        "a first fetch that acknowledges",
                        s -> s.ready().fetch(r -> r.topics(s.said(0, 0, 0, 1))),
                        "INVALID_REQUEST"));
    }

    private static List<Row> fetches() {
        return List.of(
                sharer("fetch", s -> s.ready().fetch(r -> r), "NONE, NONE 0-2x1"),
                sharer("no group id", s -> s.ready().fetch(r -> r.groupId(null)), "INVALID_REQUEST"),
                sharer("a group id of nothing", s -> s.ready().fetch(r -> r.groupId("")), "NONE, UNKNOWN_SERVER_ERROR"),
                sharer("no member id", s -> s.ready().fetch(r -> r.memberId(null)), "INVALID_REQUEST"),
                sharer("a member id of nothing", s -> s.ready().fetch(r -> r.memberId("")), "INVALID_REQUEST"),
                sharer("a long member id", s -> s.ready().fetch(r -> r.memberId("m".repeat(37))), "INVALID_REQUEST"),
                sharer("a member nobody knows", s -> s.ready().fetch(r -> r.memberId("me")), "NONE, NONE 0-2x1"),
                sharer(
                        "a group nobody knows",
                        s -> s.ready().fetch(r -> r.groupId("nobody")),
                        "NONE, UNKNOWN_SERVER_ERROR"),
                sharer("nothing wanted", s -> s.ready().fetch(r -> r.maxRecords(0)), "NONE"),
                sharer("fewer records than nothing", s -> s.ready().fetch(r -> r.maxRecords(-1)), "NONE, NONE"),
                sharer("no bytes", s -> s.ready().fetch(r -> r.maxBytes(0)), "NONE"),
                sharer("one byte", s -> s.ready().fetch(r -> r.maxBytes(1)), "NONE, NONE 0-2x1"),
                sharer("parts of no size", s -> s.ready().fetch(r -> r.batchSize(0)), "NONE, NONE 0-2x1")
                        .unlike("NONE, NONE 0--1x1 0-2x1"),
                sharer("parts of one record", s -> s.ready().fetch(r -> r.batchSize(1)), "NONE, NONE 0-2x1"),
                sharer("one record", s -> s.ready().fetch(r -> r.maxRecords(1)), "NONE, NONE 0-2x1"),
                sharer(
                        "exactly one record",
                        s -> s.ready().fetch(r -> r.maxRecords(1).shareAcquireMode((byte) 1)),
                        "NONE, NONE 0-0x1"),
                sharer(
                                "a mode nobody knows",
                                s -> s.ready().fetch(r -> r.shareAcquireMode((byte) 9)),
                                "INVALID_REQUEST")
                        .unlike("UNKNOWN_SERVER_ERROR"),
                sharer(
                                "a topic nobody knows",
                                s -> s.ready().fetch(r -> r.topics(Sharer.topics(new Uuid(1, 2), 0))),
                                "NONE, UNKNOWN_TOPIC_ID")
                        .unlike("UNKNOWN_SERVER_ERROR"),
                sharer(
                        "a partition that is not there",
                        s -> s.ready().fetch(r -> r.topics(Sharer.topics(s.topicId, 7))),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer(
                        "a negative partition",
                        s -> s.ready().fetch(r -> r.topics(Sharer.topics(s.topicId, -1))),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer("no topics", s -> s.ready().fetch(r -> r.topics(List.of())), "NONE"),
                sharer(
                        "a partition that is forgotten",
                        s -> s.begun()
                                .fetch(r -> r.shareSessionEpoch(1)
                                        .topics(List.of())
                                        .forgottenTopicsData(List.of(ShareFetchRequest.ForgottenTopic.builder()
                                                .topicId(s.topicId)
                                                .partitions(List.of(0))
                                                .build()))),
                        "NONE"));
    }

    private static List<Row> acknowledgements() {
        return List.of(
                sharer("accept", s -> s.begun().acknowledge(1, 0, 2, 1), "NONE, NONE"),
                sharer("a gap", s -> s.begun().acknowledge(1, 0, 2, 0), "NONE, NONE"),
                sharer("release", s -> s.begun().acknowledge(1, 0, 2, 2), "NONE, NONE"),
                sharer("reject", s -> s.begun().acknowledge(1, 0, 2, 3), "NONE, NONE"),
                sharer("each another", s -> s.begun().acknowledge(1, 0, 2, 1, 2, 3), "NONE, NONE"),
                sharer("fewer types than records", s -> s.begun().acknowledge(1, 0, 2, 1, 2), "NONE, INVALID_REQUEST"),
                sharer(
                        "more types than records",
                        s -> s.begun().acknowledge(1, 0, 1, 1, 2, 1),
                        "NONE, INVALID_REQUEST"),
                sharer("no type", s -> s.begun().acknowledge(1, 0, 2), "NONE, INVALID_REQUEST"),
                sharer("a type nobody knows", s -> s.begun().acknowledge(1, 0, 2, 5), "NONE, INVALID_REQUEST"),
                sharer("a negative type", s -> s.begun().acknowledge(1, 0, 2, -1), "NONE, INVALID_REQUEST"),
                sharer(
                        "renewing in a request that does not say so",
                        s -> s.begun().acknowledge(1, 0, 2, 4),
                        "NONE, INVALID_REQUEST"),
                sharer("from behind", s -> s.begun().acknowledge(1, 2, 0, 1), "NONE, INVALID_REQUEST"),
                sharer("a negative offset", s -> s.begun().acknowledge(1, -1, 2, 1), "NONE, NONE"),
                sharer("only negative offsets", s -> s.begun().acknowledge(1, -3, -2, 1), "NONE, INVALID_REQUEST"),
                sharer("more than was delivered", s -> s.begun().acknowledge(1, 0, 3, 1), "NONE, INVALID_REQUEST"),
                sharer("what was not delivered", s -> s.begun().acknowledge(1, 7, 9, 1), "NONE, INVALID_REQUEST"),
                sharer(
                        "twice",
                        s -> s.begun().acknowledge(1, 0, 2, 1) + "; " + s.acknowledge(2, 0, 2, 1),
                        "NONE, NONE; NONE, NONE"),
                sharer(
                        "one of them twice",
                        s -> s.begun().acknowledge(1, 1, 1, 1) + "; " + s.acknowledge(2, 0, 2, 1),
                        "NONE, NONE; NONE, INVALID_RECORD_STATE"),
                sharer(
                        "what was released",
                        s -> s.begun().acknowledge(1, 0, 2, 2) + "; " + s.acknowledge(2, 0, 2, 1),
                        "NONE, NONE; NONE, INVALID_RECORD_STATE"),
                sharer(
                        "what another has",
                        s -> s.begun().other().begun().acknowledge(1, 0, 2, 1),
                        "NONE, INVALID_RECORD_STATE"),
                sharer(
                        "two that overlap",
                        s -> s.begun()
                                .acknowledge(r -> r.shareSessionEpoch(1)
                                        .topics(List.of(s.partitions(
                                                s.topicId, 0, Sharer.batch(0, 1, 1), Sharer.batch(0, 2, 1))))),
                        "NONE, INVALID_REQUEST"),
                sharer(
                        "two of which the second is wrong",
                        s -> s.begun()
                                        .acknowledge(r -> r.shareSessionEpoch(1)
                                                .topics(List.of(s.partitions(
                                                        s.topicId, 0, Sharer.batch(0, 1, 1), Sharer.batch(2, 5, 1)))))
                                + "; " + s.acknowledge(2, 0, 2, 1),
                        "NONE, INVALID_REQUEST; NONE, NONE"),
                sharer(
                        "nothing of a partition",
                        s -> s.begun()
                                .acknowledge(r -> r.shareSessionEpoch(1).topics(List.of(s.partitions(s.topicId, 0)))),
                        "NONE"),
                sharer(
                        "a topic nobody knows",
                        s -> s.begun()
                                .acknowledge(r -> r.shareSessionEpoch(1)
                                        .topics(List.of(s.partitions(new Uuid(1, 2), 0, Sharer.batch(0, 0, 1))))),
                        "NONE, UNKNOWN_TOPIC_ID"),
                sharer(
                        "a partition that is not there",
                        s -> s.begun()
                                .acknowledge(r -> r.shareSessionEpoch(1)
                                        .topics(List.of(s.partitions(s.topicId, 7, Sharer.batch(0, 0, 1))))),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION"),
                sharer(
                        "nothing",
                        s -> s.begun().acknowledge(r -> r.shareSessionEpoch(1).topics(List.of())),
                        "NONE"),
                sharer(
                        "no group id",
                        s -> s.begun().acknowledge(r -> r.groupId(null).shareSessionEpoch(1)),
                        "INVALID_REQUEST"),
                sharer(
                        "no member id",
                        s -> s.begun().acknowledge(r -> r.memberId(null).shareSessionEpoch(1)),
                        "INVALID_REQUEST"),
                sharer(
                        "with a fetch",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(1).topics(s.said(0, 0, 2, 1))),
                        "NONE, NONE"),
                sharer(
                        "with a fetch, more than was delivered",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(1).topics(s.said(0, 0, 3, 1))),
                        "NONE, NONE said=INVALID_REQUEST"),
                sharer(
                        "with a fetch, of a partition that is not there",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(1).topics(s.said(7, 0, 0, 1))),
                        "NONE, UNKNOWN_TOPIC_OR_PARTITION said=UNKNOWN_TOPIC_OR_PARTITION"),
                sharer(
                        "with the last fetch",
                        s -> s.begun().fetch(r -> r.shareSessionEpoch(-1).topics(s.said(0, 0, 2, 1))),
                        "NONE, NONE"));
    }

    private static List<Row> renewals() {
        return List.of(
                sharer(
                        "renew",
                        s -> s.begun()
                                .acknowledge(r -> r.shareSessionEpoch(1)
                                        .isRenewAck(true)
                                        .topics(List.of(s.partitions(s.topicId, 0, Sharer.batch(0, 2, 4))))),
                        "NONE, NONE"),
                sharer(
                        "renew what is not there",
                        s -> s.begun()
                                .acknowledge(r -> r.shareSessionEpoch(1)
                                        .isRenewAck(true)
                                        .topics(List.of(s.partitions(s.topicId, 0, Sharer.batch(3, 4, 4))))),
                        "NONE, INVALID_REQUEST"),
                sharer(
                        "renew and want records",
                        s -> s.begun()
                                .fetch(r ->
                                        r.shareSessionEpoch(1).isRenewAck(true).topics(s.said(0, 0, 2, 4))),
                        "INVALID_REQUEST"),
                sharer(
                        "renew with a fetch of nothing",
                        s -> s.begun()
                                .fetch(r -> r.shareSessionEpoch(1)
                                        .isRenewAck(true)
                                        .maxBytes(0)
                                        .minBytes(0)
                                        .maxRecords(0)
                                        .maxWaitMs(0)
                                        .topics(s.said(0, 0, 2, 4))),
                        "NONE, NONE"));
    }

    private static String describe(Scene scene, String... groups) {
        return scene.call(
                        ShareGroupDescribeRequest.builder()
                                .groupIds(List.of(groups))
                                .build(),
                        1)
                .text("group_state", "assignor_name");
    }

    private static String delete(Scene scene, String group) {
        return scene.call(
                        DeleteGroupsRequest.builder()
                                .groupsNames(List.of(group))
                                .build(),
                        2)
                .text();
    }
}
