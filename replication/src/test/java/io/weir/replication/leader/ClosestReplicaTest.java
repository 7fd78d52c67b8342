package io.weir.replication.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which replica a consumer is sent to. */
final class ClosestReplicaTest {

    private static final int LEADER = 1;
    private static final Map<Integer, String> RACKS = Map.of(1, "a", 2, "b", 3, "b", 4, "c");

    @Test
    void aConsumerInTheLeadersRackStaysThere() {
        assertThat(choose("a", follower(2, 100, 0))).isEmpty();
    }

    @Test
    void aConsumerElsewhereIsSentToAReplicaOfItsRack() {
        assertThat(choose("b", follower(2, 100, 0), follower(4, 100, 0))).hasValue(2);
        assertThat(choose("c", follower(2, 100, 0), follower(4, 100, 0))).hasValue(4);
    }

    @Test
    void whereNoReplicaIsInItsRackTheLeaderIsRead() {
        assertThat(choose("d", follower(2, 100, 0), follower(4, 100, 0))).isEmpty();
        assertThat(choose("c", follower(2, 100, 0))).isEmpty();
    }

    @Test
    void ofSeveralTheOneThatHasMostIsReadAndThenTheOneThatLagsLeast() {
        assertThat(choose("b", follower(2, 100, 0), follower(3, 101, 9_000))).hasValue(3);
        assertThat(choose("b", follower(2, 100, 5), follower(3, 100, 9_000))).hasValue(2);
        assertThat(choose("b", follower(2, 100, 5), follower(3, 100, 5))).hasValue(3);
    }

    private static OptionalInt choose(String rack, ReadCandidate... followers) {
        return ClosestReplica.choose(rack, LEADER, List.of(followers), id -> Optional.ofNullable(RACKS.get(id)));
    }

    private static ReadCandidate follower(int nodeId, long end, long lagMs) {
        return new ReadCandidate(nodeId, end, lagMs);
    }
}
