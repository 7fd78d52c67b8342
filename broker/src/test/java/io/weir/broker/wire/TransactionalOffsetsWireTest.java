package io.weir.broker.wire;

import static io.weir.broker.wire.Transactor.settled;
import static io.weir.broker.wire.Transactor.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.wire.Transactor.Identity;
import io.weir.protocol.messages.ConsumerGroupHeartbeatRequest;
import io.weir.protocol.messages.JoinGroupRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import io.weir.protocol.messages.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Offsets that are committed in transactions: whose transaction, and in whose name. */
@Execution(ExecutionMode.CONCURRENT)
class TransactionalOffsetsWireTest extends TransactionTable {

    /** From this version on a request says which member of the group it is for (KIP-447). */
    private static final int FIRST_VERSION_WITH_MEMBERS = 3;

    /** From this version on it makes the offsets part of the transaction (KIP-890). */
    private static final int FIRST_VERSION_THAT_ADDS = 5;

    @Override
    List<Row> rows() {
        return Stream.of(
                        versions(0, FIRST_VERSION_THAT_ADDS, TransactionalOffsetsWireTest::transactions),
                        versions(0, FIRST_VERSION_THAT_ADDS, TransactionalOffsetsWireTest::offsets),
                        versions(0, FIRST_VERSION_WITH_MEMBERS - 1, TransactionalOffsetsWireTest::membersUnsaid),
                        versions(
                                FIRST_VERSION_WITH_MEMBERS,
                                FIRST_VERSION_THAT_ADDS,
                                TransactionalOffsetsWireTest::members),
                        versions(
                                FIRST_VERSION_WITH_MEMBERS,
                                FIRST_VERSION_THAT_ADDS,
                                TransactionalOffsetsWireTest::consumers))
                .flatMap(rows -> rows)
                .toList();
    }

    private static List<Row> transactions(int version) {
        String what = "commit v" + version;
        return Stream.concat(
                        strangers(what, (p, who) -> commit(p, version, who, r -> r), ErrorCode.INVALID_PRODUCER_EPOCH),
                        Stream.of(
                                producer(what, p -> commit(p.withOffsets(), version), "NONE"),
                                producer(
                                        what + ": twice",
                                        p -> commit(p.withOffsets(), version) + "; " + commit(p, version),
                                        "NONE; NONE"),
                                producer(
                                        what + ": what is not part of it",
                                        p -> commit(p.ready(), version),
                                        notPartOfIt(version)),
                                producer(
                                        what + ": after the end",
                                        p -> commit(p.withOffsets(), version) + "; " + commit(p.committed(), version),
                                        "NONE; " + notPartOfIt(version))))
                .toList();
    }

    private static String notPartOfIt(int version) {
        return switch (version) {
            case 0, 1, 2, 3 -> "INVALID_TXN_STATE";
            case 4 -> "TRANSACTION_ABORTABLE";
            default -> "NONE";
        };
    }

    private static List<Row> offsets(int version) {
        String what = "commit v" + version;
        return List.of(
                producer(
                        what + ": an empty group",
                        p -> commit(p.withOffsets(), version, r -> r.groupId("")),
                        "INVALID_GROUP_ID"),
                producer(what + ": no topics", p -> commit(p.withOffsets(), version, r -> r.topics(List.of())), ""),
                producer(
                        what + ": an unknown topic",
                        p -> commit(p.withOffsets(), version, r -> r.topics(offsets("nope", "", 0))),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                producer(
                        what + ": unknown partitions among known ones",
                        p -> commit(p.withOffsets(), version, r -> r.topics(offsets(p.topic(), "", -1, 0, 1, 2))),
                        "NONE, NONE, UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_OR_PARTITION"),
                // Whose transaction it is only matters where there is something to commit.
                producer(
                        what + ": an unknown topic, of an unknown transactional id",
                        p -> commit(p, version, r -> r.topics(offsets("nope", "", 0))),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                producer(
                        what + ": an unknown topic, of an empty group",
                        p -> commit(p.ready(), version, r -> r.groupId("").topics(offsets("nope", "", 0))),
                        "UNKNOWN_TOPIC_OR_PARTITION"),
                producer(
                        what + ": unknown partitions among known ones, of an unknown transactional id",
                        p -> commit(p, version, r -> r.topics(offsets(p.topic(), "", 0, 2))),
                        "INVALID_PRODUCER_ID_MAPPING, UNKNOWN_TOPIC_OR_PARTITION"),
                producer(
                        what + ": null text",
                        p -> commit(p.withOffsets(), version, r -> r.topics(offsets(p.topic(), null, 0))),
                        "NONE"),
                producer(
                        what + ": 4096 characters of text",
                        p -> commit(p.withOffsets(), version, r -> r.topics(offsets(p.topic(), "x".repeat(4096), 0))),
                        "NONE"),
                producer(
                        what + ": 4097 characters of text",
                        p -> commit(p.withOffsets(), version, r -> r.topics(offsets(p.topic(), "x".repeat(4097), 0))),
                        "OFFSET_METADATA_TOO_LARGE"));
    }

    /** Requests of old say nothing of members, and the group has to trust them. */
    private static List<Row> membersUnsaid(int version) {
        return List.of(producer(
                "commit v" + version + ": a group with members",
                p -> {
                    join(p);
                    return commit(p.withOffsets(), version);
                },
                "NONE"));
    }

    private static List<Row> members(int version) {
        String what = "commit v" + version;
        return List.of(
                producer(
                        what + ": a generation of a group that is not there",
                        p -> commit(p.withOffsets(), version, as(1, "me", null)),
                        "ILLEGAL_GENERATION"),
                producer(
                        what + ": a member of a group that is not there",
                        p -> commit(p.withOffsets(), version, as(-1, "me", null)),
                        "NONE"),
                member(what + ": as its member", (p, m) -> commit(p, version, as(1, m, "i")), "NONE"),
                member(
                        what + ": as its member, without its instance",
                        (p, m) -> commit(p, version, as(1, m, null)),
                        "NONE"),
                member(what + ": saying nothing", (p, _) -> commit(p, version, as(-1, "", null)), "NONE"),
                member(
                        what + ": in an older generation",
                        (p, m) -> commit(p, version, as(0, m, "i")),
                        "ILLEGAL_GENERATION"),
                member(
                        what + ": in a generation to come",
                        (p, m) -> commit(p, version, as(2, m, "i")),
                        "ILLEGAL_GENERATION"),
                member(
                        what + ": as its member, without a generation",
                        (p, m) -> commit(p, version, as(-1, m, "i")),
                        "ILLEGAL_GENERATION"),
                member(
                        what + ": in its generation, as nobody",
                        (p, _) -> commit(p, version, as(1, "", null)),
                        "UNKNOWN_MEMBER_ID"),
                member(
                        what + ": as somebody else",
                        (p, _) -> commit(p, version, as(1, "me", null)),
                        "UNKNOWN_MEMBER_ID"),
                member(
                        what + ": as somebody else with its instance",
                        (p, _) -> commit(p, version, as(1, "me", "i")),
                        "FENCED_INSTANCE_ID"),
                member(
                        what + ": as another instance",
                        (p, m) -> commit(p, version, as(1, m, "j")),
                        "UNKNOWN_MEMBER_ID"));
    }

    /** A group of KIP-848: its epochs are told as generations. */
    private static List<Row> consumers(int version) {
        String what = "commit v" + version;
        return List.of(
                consumer(what + ": as its consumer", (p, epoch) -> commit(p, version, as(epoch, "c", null)), "NONE"),
                consumer(
                        what + ": of consumers, saying nothing",
                        (p, _) -> commit(p, version, as(-1, "", null)),
                        "NONE"),
                consumer(
                        what + ": in an epoch before its partitions",
                        (p, _) -> commit(p, version, as(0, "c", null)),
                        "ILLEGAL_GENERATION"),
                consumer(
                        what + ": in an epoch to come",
                        (p, epoch) -> commit(p, version, as(epoch + 1, "c", null)),
                        "ILLEGAL_GENERATION"),
                consumer(
                        what + ": as another consumer",
                        (p, epoch) -> commit(p, version, as(epoch, "me", null)),
                        "UNKNOWN_MEMBER_ID"));
    }

    private interface AsMember {
        String commit(Transactor producer, String memberId);
    }

    private interface AsConsumer {
        String commit(Transactor producer, int epoch);
    }

    /** In the first generation of a group of one member, with instance i. */
    private static Row member(String name, AsMember steps, String expected) {
        return producer(
                name,
                p -> {
                    String member = join(p);
                    return steps.commit(p.withOffsets(), member);
                },
                expected);
    }

    /** In a group of consumer c. */
    private static Row consumer(String name, AsConsumer steps, String expected) {
        return producer(
                name,
                p -> {
                    ConsumerGroupHeartbeatRequest join = ConsumerGroupHeartbeatRequest.builder()
                            .groupId(p.group())
                            .memberId("c")
                            .memberEpoch(0)
                            .rebalanceTimeoutMs(30_000)
                            .subscribedTopicNames(List.of(p.topic()))
                            .topicPartitions(List.of())
                            .build();
                    Answer joined = p.scene().call(join, 1);
                    assertThat(joined.text()).isEqualTo("NONE");
                    int epoch = (int) joined.values("member_epoch").getFirst();
                    return steps.commit(p.withOffsets(), epoch);
                },
                expected);
    }

    private static String join(Transactor producer) {
        JoinGroupRequest request = ClassicJoin.asStaticMember(producer.group());
        Answer joined = producer.scene().call(request, 9);
        assertThat(joined.text("generation_id")).isEqualTo("NONE generation_id=1");
        return (String) joined.values("member_id").getFirst();
    }

    private static UnaryOperator<TxnOffsetCommitRequest.Builder> as(
            int generation, String memberId, @Nullable String instanceId) {
        return r -> r.generationIdOrMemberEpoch(generation).memberId(memberId).groupInstanceId(instanceId);
    }

    private static String commit(Transactor producer, int version) {
        return commit(producer, version, r -> r);
    }

    private static String commit(
            Transactor producer, int version, UnaryOperator<TxnOffsetCommitRequest.Builder> change) {
        return commit(producer, version, producer.me(), change);
    }

    private static String commit(
            Transactor producer, int version, Identity who, UnaryOperator<TxnOffsetCommitRequest.Builder> change) {
        TxnOffsetCommitRequest.Builder request = TxnOffsetCommitRequest.builder()
                .transactionalId(who.transactionalId())
                .producerId(who.producerId())
                .producerEpoch((short) who.epoch())
                .groupId(producer.group())
                .topics(offsets(producer.topic(), "", 0));
        TxnOffsetCommitRequest changed = change.apply(request).build();
        return settled(() -> sorted(producer.scene().call(changed, version).errorCodes()));
    }

    private static List<TxnOffsetCommitRequestTopic> offsets(String topic, @Nullable String text, int... partitions) {
        return List.of(TxnOffsetCommitRequestTopic.builder()
                .name(topic)
                .partitions(IntStream.of(partitions)
                        .mapToObj(partition -> TxnOffsetCommitRequestPartition.builder()
                                .partitionIndex(partition)
                                .committedOffset(5)
                                .committedLeaderEpoch(-1)
                                .committedMetadata(text)
                                .build())
                        .toList())
                .build());
    }
}
