package io.weir.metadata.ratis;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.ratis.server.protocol.TermIndex;
import org.jspecify.annotations.Nullable;

/** Which place in the Raft log belongs to which offset of the metadata log, from the last snapshot on. */
final class Marks {

    private final Deque<Mark> marks = new ArrayDeque<>();

    /** After the entry at this place the order is so. */
    record Mark(EntryOrder.State state, TermIndex place) {}

    void add(EntryOrder.State state, TermIndex place) {
        marks.addLast(new Mark(state, place));
    }

    /** The last place up to which all is at or before this offset; those before it are forgotten. */
    @Nullable
    Mark upTo(long offset) {
        Mark found = null;
        while (!marks.isEmpty() && marks.getFirst().state().lastOffset() <= offset) {
            found = marks.removeFirst();
        }
        return found;
    }

    void clear() {
        marks.clear();
    }
}
