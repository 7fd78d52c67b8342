package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private static final long DAY_MS = 24L * 60 * 60 * 1000;
    private static final long CHECK_INTERVAL_MS = 600_000;

    private final GroupWorld world = new GroupWorld();
    private final TestOffsets offsets = new TestOffsets(world);

    @BeforeEach
    void createTopics() {
        world.topics().create("orders", 3);
        world.topics().create("returns", 3);
    }

    @Test
    void offsetsOfSimpleConsumersExpireAWeekAfterTheCommit() {
        offsets.commits("orders", 0, 1);
        world.passes(3 * DAY_MS);
        offsets.commits("orders", 1, 2);

        world.passes(4 * DAY_MS + CHECK_INTERVAL_MS);
        assertThat(offsets.all()).isEqualTo(Map.of("orders-1", 2L));

        world.passes(3 * DAY_MS + CHECK_INTERVAL_MS);
        assertThat(offsets.all()).isEmpty();
        assertThat(world.state()).isEqualTo("Dead");
        world.restart();
        assertThat(world.state()).isEqualTo("Dead");
    }

    @Test
    void offsetsOfAConsumerGroupExpireAWeekAfterTheCommitWhereNobodyReadsTheTopic() {
        // given a member that has committed for what it reads, and for what it read before
        ConsumerMember member = world.consumer("a").subscribedTo("orders", "returns");
        member.beats();
        commitsAs(member, "returns");
        member.subscribedTo("orders").beats();
        commitsAs(member, "orders");

        // when a week has passed, in which it stays
        for (long ms = 0; ms < 7 * DAY_MS + CHECK_INTERVAL_MS; ms += 30_000) {
            world.passes(30_000);
            member.beatsBriefly();
        }

        // then
        assertThat(offsets.all()).isEqualTo(Map.of("orders-0", 1L));

        // when it leaves, then the rest goes, and the group with it
        member.leaves(-1);
        world.passes(2 * CHECK_INTERVAL_MS);
        assertThat(offsets.all()).isEmpty();
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
        world.restart();
        assertThat(world.consumers().errorCode()).isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    }

    private void commitsAs(ConsumerMember member, String topic) {
        assertThat(offsets.commits(
                        topic,
                        0,
                        1,
                        request -> request.memberId(member.id()).generationIdOrMemberEpoch(member.epoch())))
                .isEqualTo(ErrorCode.NONE);
    }

    @Test
    void offsetsOfAGroupExpireAWeekAfterItsLastMemberLeft() {
        TestMember a = world.member("a").session(1_800_000);
        world.givenStable(a);
        offsets.commitsAs(a, "orders", 0, 1);
        staysForDays(a, 10);
        assertThat(offsets.all()).isEqualTo(Map.of("orders-0", 1L));
        a.leaves();

        world.passes(7 * DAY_MS - CHECK_INTERVAL_MS);
        assertThat(offsets.all()).isEqualTo(Map.of("orders-0", 1L));
        world.passes(2 * CHECK_INTERVAL_MS);
        assertThat(offsets.all()).isEmpty();
        assertThat(world.state()).isEqualTo("Dead");
    }

    @Test
    void theWeekGoesOnThroughARestart() {
        TestMember a = world.member("a");
        world.givenStable(a);
        offsets.commitsAs(a, "orders", 0, 1);
        a.leaves();
        world.passes(6 * DAY_MS);

        world.restart();
        world.passes(DAY_MS + CHECK_INTERVAL_MS);

        assertThat(offsets.all()).isEmpty();
    }

    @Test
    void whatAStableGroupNoLongerReadsExpiresAWeekAfterTheCommit() {
        TestMember a = world.member("a").subscribedTo("orders").session(1_800_000);
        world.givenStable(a);
        offsets.commitsAs(a, "orders", 0, 1);
        offsets.commitsAs(a, "returns", 0, 2);

        staysForDays(a, 8);

        assertThat(offsets.all()).isEqualTo(Map.of("orders-0", 1L));
        assertThat(world.state()).isEqualTo("Stable");
    }

    @Test
    void aCommitMayBringItsOwnRetention() {
        offsets.commit(4, "orders", Uuid.ZERO, 0, 1, "", request -> request.retentionTimeMs(CHECK_INTERVAL_MS));

        world.passes(2 * CHECK_INTERVAL_MS);

        assertThat(offsets.all()).isEmpty();
    }

    @Test
    void anEmptyGroupWithoutOffsetsIsForgottenAtTheNextCheck() {
        TestMember a = world.member("a");
        world.givenStable(a);
        a.leaves();

        world.passes(CHECK_INTERVAL_MS);

        assertThat(world.state()).isEqualTo("Dead");
    }

    private void staysForDays(TestMember member, int days) {
        long pauseMs = 900_000;
        for (long ms = 0; ms < days * DAY_MS; ms += pauseMs) {
            world.passes(pauseMs);
            assertThat(member.heartbeats()).isEqualTo(ErrorCode.NONE);
        }
    }
}
