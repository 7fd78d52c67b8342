package io.weir.broker.node;

import java.util.List;

/**
 * Has this node ask for votes when the process of the controller's node has ended, instead of waiting until its silence has
 * been long enough. The voters take turns, so that they do not take votes from each other, for as long as nobody leads.
 *
 * <p>For one thread; time is an argument.
 */
final class ControllerWatch {

    /** Longer than an election takes among nodes that answer. */
    static final long TURN_MS = 500;

    private static final int NOBODY = -1;

    /** What it looks at. */
    interface Electorate {
        /** The node that leads, as far as is known; below 0 while there is none. */
        int leader();

        /** The node ids of those that vote. */
        List<Integer> voters();

        /** Whether the process of this node has ended. */
        boolean hasEnded(int nodeId);

        /** Asks for votes, unless another than this one leads by now, or one that answers has more than this node. */
        void stand(int formerLeader);
    }

    private final int self;
    private final Electorate electorate;
    private int gone = NOBODY;
    private long goneSinceMs;

    ControllerWatch(int self, Electorate electorate) {
        this.self = self;
        this.electorate = electorate;
    }

    /** Whether nobody leads, so that it is to be asked again soon. */
    boolean look(long nowMs) {
        int leader = electorate.leader();
        if (leader < 0 || leader == self || !electorate.hasEnded(leader)) {
            gone = NOBODY;
            return false;
        }
        if (gone != leader) {
            gone = leader;
            goneSinceMs = nowMs;
        }
        List<Integer> candidates = electorate.voters().stream()
                .filter(voter -> voter != leader)
                .sorted()
                .toList();
        int turn = candidates.indexOf(self);
        if (turn >= 0 && (nowMs - goneSinceMs) / TURN_MS % candidates.size() == turn) {
            electorate.stand(leader);
        }
        return true;
    }
}
