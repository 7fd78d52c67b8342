package io.weir.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a node asks for votes, in simulated time. */
class ControllerWatchTest {

    private final Nodes nodes = new Nodes();

    @Test
    void theFirstVoterAsksForVotesAtOnceWhenTheProcessOfTheControllerHasEnded() {
        // given
        ControllerWatch watch = new ControllerWatch(2, nodes);
        assertThat(watch.look(0)).isFalse();

        // when
        nodes.ended.add(1);

        // then
        assertThat(watch.look(10)).isTrue();
        assertThat(nodes.stoodAgainst).containsExactly(1);
    }

    @Test
    void theNextVoterLetsItTryFirst() {
        // given
        ControllerWatch watch = new ControllerWatch(3, nodes);
        nodes.ended.add(1);

        // when
        watch.look(0);
        watch.look(ControllerWatch.TURN_MS - 1);

        // then
        assertThat(nodes.stoodAgainst).isEmpty();
        watch.look(ControllerWatch.TURN_MS);
        assertThat(nodes.stoodAgainst).containsExactly(1);
    }

    @Test
    void votersTakeTurnsUntilOneWins() {
        // given: the first one cannot win, and the other is not ready in its first turn
        Nodes other = new Nodes();
        ControllerWatch first = new ControllerWatch(2, nodes);
        ControllerWatch second = new ControllerWatch(3, other);
        nodes.ended.add(1);
        other.ended.add(1);
        List<Integer> turns = new ArrayList<>();

        // when
        for (long ms = 0; ms < 4 * ControllerWatch.TURN_MS; ms += 10) {
            nodes.stoodAgainst.clear();
            other.stoodAgainst.clear();
            first.look(ms);
            second.look(ms);
            nodes.stoodAgainst.forEach(_ -> turns.add(2));
            other.stoodAgainst.forEach(_ -> turns.add(3));
        }

        // then: never at the same time, and each again
        int looks = (int) ControllerWatch.TURN_MS / 10;
        assertThat(turns.subList(0, looks)).containsOnly(2);
        assertThat(turns.subList(looks, 2 * looks)).containsOnly(3);
        assertThat(turns.subList(2 * looks, 3 * looks)).containsOnly(2);
        assertThat(turns.subList(3 * looks, 4 * looks)).containsOnly(3);
    }

    @Test
    void nobodyAsksWhenAnotherLeadsOrTheProcessIsThere() {
        // given
        ControllerWatch watch = new ControllerWatch(3, nodes);
        nodes.ended.add(1);
        watch.look(0);

        // when
        nodes.leader = 2;

        // then
        assertThat(watch.look(2 * ControllerWatch.TURN_MS)).isFalse();
        assertThat(nodes.stoodAgainst).isEmpty();
    }

    @Test
    void oneThatIsGoneAgainIsWaitedForAgain() {
        // given one that was gone and came back
        ControllerWatch watch = new ControllerWatch(3, nodes);
        nodes.ended.add(1);
        watch.look(0);
        nodes.ended.clear();
        watch.look(100);

        // when
        nodes.ended.add(1);
        watch.look(ControllerWatch.TURN_MS);

        // then
        assertThat(nodes.stoodAgainst).isEmpty();
    }

    @Test
    void whoHasNoVoteAsksForNone() {
        ControllerWatch watch = new ControllerWatch(9, nodes);
        nodes.ended.add(1);

        watch.look(0);
        watch.look(10 * ControllerWatch.TURN_MS);

        assertThat(nodes.stoodAgainst).isEmpty();
    }

    private static final class Nodes implements ControllerWatch.Electorate {
        final Set<Integer> ended = new HashSet<>();
        final List<Integer> stoodAgainst = new ArrayList<>();
        int leader = 1;

        @Override
        public int leader() {
            return leader;
        }

        @Override
        public List<Integer> voters() {
            return List.of(3, 1, 2);
        }

        @Override
        public boolean hasEnded(int nodeId) {
            return ended.contains(nodeId);
        }

        @Override
        public void stand(int formerLeader) {
            stoodAgainst.add(formerLeader);
        }
    }
}
