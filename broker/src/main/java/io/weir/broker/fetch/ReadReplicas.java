package io.weir.broker.fetch;

import io.weir.replication.leader.ReadCandidate;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/** Decides where consumers had better read what is led here. */
@FunctionalInterface
public interface ReadReplicas {

    /** All read from leaders. */
    ReadReplicas LEADERS = (_, _, _, _) -> OptionalInt.empty();

    /**
     * The broker of the replica to read from; empty for the leader.
     *
     * @param rack where the consumer stands
     * @param listener the one it came in by
     * @param offset where it reads
     * @param followers those that may be read from at an offset
     */
    OptionalInt elsewhere(String rack, String listener, long offset, LongFunction<List<ReadCandidate>> followers);
}
