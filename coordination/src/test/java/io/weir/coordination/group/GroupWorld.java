package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.Rebalance;
import io.weir.coordination.runtime.Answer;
import io.weir.coordination.runtime.FakeLog;
import io.weir.coordination.runtime.SimulatedTime;
import io.weir.protocol.messages.ConsumerGroupDescribeRequest;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse;
import io.weir.protocol.messages.DescribeGroupsRequest;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.messages.StreamsGroupDescribeRequest;
import io.weir.protocol.messages.StreamsGroupDescribeResponse;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One coordinator that leads the only partition of the offsets topic, in simulated time. */
final class GroupWorld {

    static final int NEWEST_DESCRIBE = 6;

    private final SimulatedTime time = new SimulatedTime();
    private final FakeLog log = new FakeLog(time);
    private final FakeTopics topics = new FakeTopics();
    private final FakeStates states = new FakeStates();
    private final AtomicInteger suffixes = new AtomicInteger();
    private GroupConfig config;
    private GroupCoordinator coordinator;
    private int leaderEpoch;

    GroupWorld() {
        this(GroupConfig.defaults());
    }

    GroupWorld(GroupConfig config) {
        this.config = config.withOffsets(new GroupConfig.Offsets(
                1,
                config.offsets().metadataMaxBytes(),
                config.offsets().retentionMs(),
                config.offsets().retentionCheckIntervalMs(),
                config.offsets().commitTimeoutMs()));
        this.coordinator = newCoordinator();
        leaderEpoch++;
        coordinator.onElected(0, leaderEpoch, log.lead());
        time.settle();
    }

    SimulatedTime time() {
        return time;
    }

    FakeLog log() {
        return log;
    }

    FakeTopics topics() {
        return topics;
    }

    FakeStates states() {
        return states;
    }

    GroupCoordinator coordinator() {
        return coordinator;
    }

    void passes(long ms) {
        time.pass(ms);
    }

    /** The broker stops without a word and another one takes over with the same log. */
    void restart() {
        crash();
        time.settle();
    }

    /** As {@link #restart}, in the middle of whatever is going on: the next coordinator has not loaded yet. */
    void crash() {
        coordinator.close();
        coordinator = newCoordinator();
        leaderEpoch++;
        coordinator.onElected(0, leaderEpoch, log.lead());
    }

    /** Another coordinator that has read the same log up to now, and cannot write to it. */
    GroupCoordinator reader() {
        GroupCoordinator reader = newCoordinator();
        reader.onElected(0, 1, log.readOnly());
        time.settle();
        return reader;
    }

    void restartWith(Function<GroupConfig, GroupConfig> change) {
        config = change.apply(config);
        restart();
    }

    TestMember member(String clientId) {
        return new TestMember(this, clientId, "group");
    }

    ConsumerMember consumer(String memberId) {
        return new ConsumerMember(this, "group", memberId);
    }

    ConsumerGroupDescribeResponse.DescribedGroup describeConsumers(GroupCoordinator of, String groupId) {
        return now(of.consumerGroupDescribe(
                        context("admin", 1),
                        ConsumerGroupDescribeRequest.builder()
                                .groupIds(List.of(groupId))
                                .build()))
                .get()
                .groups()
                .getFirst();
    }

    StreamsGroupDescribeResponse.DescribedGroup describeStreams(GroupCoordinator of, String groupId) {
        return now(of.streamsGroupDescribe(
                        context("admin", 0),
                        StreamsGroupDescribeRequest.builder()
                                .groupIds(List.of(groupId))
                                .build()))
                .get()
                .groups()
                .getFirst();
    }

    ConsumerGroupDescribeResponse.DescribedGroup consumers() {
        return describeConsumers(coordinator, "group");
    }

    /** Heartbeats at intervals in which the group may be assigned anew, until nothing changes any more. */
    void settle(ConsumerMember... members) {
        for (int round = 0; round < 2 + 2 * members.length; round++) {
            passes(1_000);
            for (ConsumerMember member : members) {
                member.beats();
            }
        }
    }

    /** Members that are in the group and have what the first of them assigned: a text that names each. */
    void givenStable(TestMember... members) {
        for (TestMember member : members) {
            member.joins();
        }
        passes(config.initialRebalanceDelayMs());
        passes(config.initialRebalanceDelayMs());
        completeWith(members);
    }

    /** The leader among these, who all have been told their generation, assigns; everybody fetches. */
    void completeWith(TestMember... members) {
        for (TestMember member : members) {
            member.takesJoinAnswer();
        }
        for (TestMember member : members) {
            member.syncs();
        }
        time.settle();
        for (TestMember member : members) {
            assertThat(member.syncError()).isEqualTo(ErrorCode.NONE);
        }
    }

    <R> Answer<R> now(CompletableFuture<R> future) {
        time.settle();
        return Answer.of(future);
    }

    DescribedGroup describe(String groupId) {
        return describe(coordinator, groupId);
    }

    DescribedGroup describe(GroupCoordinator of, String groupId) {
        return now(of.describeGroups(
                        context("admin", NEWEST_DESCRIBE),
                        DescribeGroupsRequest.builder().groups(List.of(groupId)).build()))
                .get()
                .groups()
                .getFirst();
    }

    String state() {
        return describe("group").groupState();
    }

    Map<String, String> assignments() {
        Map<String, String> byMember = new HashMap<>();
        describe("group").members().forEach(member -> byMember.put(member.memberId(), text(member.memberAssignment())));
        return byMember;
    }

    GroupInsight insight() {
        return now(coordinator.insight("group")).get();
    }

    Rebalance lastRebalance() {
        return insight().rebalances().getLast();
    }

    static RequestContext context(String clientId, int version) {
        return new RequestContext(clientId, "/127.0.0.1", "ANONYMOUS", version);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private GroupCoordinator newCoordinator() {
        return new GroupCoordinator(config, topics, states, time, time, () -> "id" + suffixes.incrementAndGet());
    }
}
