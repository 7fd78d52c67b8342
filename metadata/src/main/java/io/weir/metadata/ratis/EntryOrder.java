package io.weir.metadata.ratis;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the entries of the Raft log mean, in their order and nothing else: which epoch is current, who leads in it, which
 * entries hold and which offsets they have. Every node comes to the same result.
 *
 * <p>No threads and no I/O; not to be shared between threads.
 */
final class EntryOrder {

    /** Stands for a leader where there has been none. */
    static final int NOBODY = -1;

    private State state;

    EntryOrder(State state) {
        this.state = state;
    }

    /**
     * All that has to be known to go on.
     *
     * @param epoch      0 before the first leadership
     * @param leader     node id of the one whose epoch it is, or {@link #NOBODY}
     * @param lastOffset of the metadata log; -1 for none
     */
    record State(int epoch, int leader, long lastOffset) {
        static final State EMPTY = new State(0, NOBODY, -1);
    }

    /** What an entry does. */
    sealed interface Effect {

        /** Another leadership has begun. */
        record Begun(int nodeId, long nonce, int epoch) implements Effect {}

        /** These entries hold; the first has this offset. */
        record Committed(long firstOffset, List<ByteBuffer> entries) implements Effect {}

        /** The log begins with this state. */
        record Seeded(long offset, ByteBuffer records) implements Effect {}

        /** It was decided under an epoch that is over, or came too late. */
        record Nothing() implements Effect {}
    }

    State state() {
        return state;
    }

    /** Takes the next entry. */
    Effect apply(RaftEntry entry) {
        return switch (entry) {
            case RaftEntry.Begin(int nodeId, long nonce) -> {
                state = new State(state.epoch + 1, nodeId, state.lastOffset);
                yield new Effect.Begun(nodeId, nonce, state.epoch);
            }
            case RaftEntry.Append(int epoch, List<ByteBuffer> entries) -> {
                if (epoch != state.epoch) {
                    yield new Effect.Nothing();
                }
                long first = state.lastOffset + 1;
                state = new State(epoch, state.leader, state.lastOffset + entries.size());
                yield new Effect.Committed(first, entries);
            }
            case RaftEntry.Seed(long offset, ByteBuffer records) -> {
                if (state.lastOffset >= 0) {
                    yield new Effect.Nothing();
                }
                state = new State(state.epoch, state.leader, Math.max(0, offset));
                yield new Effect.Seeded(state.lastOffset, records);
            }
        };
    }
}
