package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whom a group waits for, and what it wants to read: what people ask when nothing moves. */
class GroupInsightTest {

    private static final String WITHIN = " (within 300000 ms, max.poll.interval.ms)";

    private final GroupWorld world = new GroupWorld();

    @Test
    void aClassicRebalanceNamesWhoHoldsItUp() {
        // given
        TestMember a = world.member("a").rebalanceTimeout(300_000).subscribedTo("t", "u");
        TestMember b = world.member("b").rebalanceTimeout(300_000).subscribedTo("t");
        world.givenStable(a, b);
        assertThat(world.insight().waitsFor()).isEmpty();

        // when one member joins again, and the other is not heard of
        a.subscribedTo("t").joins();

        // then
        assertThat(world.insight().waitsFor()).isEqualTo("member " + b.id() + " at /127.0.0.1 to join again" + WITHIN);

        // when it joins, and the leader is to assign
        b.joins();
        a.takesJoinAnswer();
        b.takesJoinAnswer();

        // then
        assertThat(world.insight().waitsFor())
                .isEqualTo("member " + a.id() + " at /127.0.0.1 to assign, as the leader" + WITHIN);

        // when the leader has assigned
        a.syncs();

        // then
        assertThat(world.insight().waitsFor())
                .isEqualTo("member " + b.id() + " at /127.0.0.1 to fetch an assignment" + WITHIN);
        b.syncs();
        assertThat(world.insight().waitsFor()).isEmpty();
    }

    @Test
    void aConsumerGroupNamesWhoHasYetToGivePartitionsUp() {
        // given
        world.topics().create("t", 4);
        ConsumerMember a = world.consumer("a").subscribedTo("t");
        ConsumerMember b = world.consumer("b").subscribedTo("t", "not.there.yet");
        a.beats();
        world.passes(1_000);

        // when
        b.beats();

        // then
        assertThat(world.insight().waitsFor())
                .isEqualTo("member a at /127.0.0.1 to send a heartbeat, by which it hears what to have");

        // when
        a.beats();

        // then
        assertThat(world.insight().waitsFor())
                .isEqualTo("member a at /127.0.0.1 to give up partitions (within max.poll.interval.ms)");
        a.beats();
        b.beats();
        assertThat(world.insight().waitsFor()).isEmpty();
        assertThat(world.insight().topics()).containsExactly("not.there.yet", "t");
    }

    @Test
    void topicsOfClassicMembersAreKnownOnceTheyHaveJoined() {
        TestMember a = world.member("a").subscribedTo("u", "t");
        assertThat(world.insight().topics()).isEmpty();

        world.givenStable(a);

        assertThat(world.insight().topics()).containsExactly("t", "u");
    }
}
