package io.weir.broker.handlers.data;

import io.weir.broker.partition.Partition;
import io.weir.log.AppendResult;
import io.weir.log.append.Scrutiny;
import io.weir.log.error.AppendRejectedException;
import io.weir.log.producer.TransactionProof;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Decides how closely the batches of a connection are looked at. Of its first ones every record is, after decompression;
 * then of one batch in {@value #ONE_IN}, as long as none is refused. A client that encodes records wrongly does so from
 * the start, so it is found as by looking at all; see ADR 16 for what is left.
 *
 * <p>Thread-safe. Remembers a fixed number of connections: one that has to give its place to another begins anew, which
 * only costs time. A connection's requests come one after the other.
 */
final class EarnedTrust {

    /** So many batches in a row have to be good. */
    static final int PROBATION = 64;

    static final int ONE_IN = 16;

    private static final int PLACES = 1024;
    private static final int COUNT_BITS = 8;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    /** Ids of connections, each with a count in the lowest bits. */
    private final AtomicLongArray places = new AtomicLongArray(PLACES);

    /** Appends a batch that came by a connection. */
    AppendResult append(long connection, Partition partition, ByteBuffer batch, TransactionProof proof) {
        if (partition.isInternal()) {
            return partition.append(batch, proof, Scrutiny.RECORDS);
        }
        // Good records say nothing of how others will be compressed: a connection counts as two.
        long sender = connection << 1 | (ProduceRules.isCompressed(batch) ? 1 : 0);
        try {
            return partition.append(batch, proof, next(sender));
        } catch (AppendRejectedException e) {
            lose(sender);
            throw e;
        }
    }

    /** For the connection's next batch. */
    Scrutiny next(long connection) {
        int place = place(connection);
        long known = places.get(place);
        long count = known >>> COUNT_BITS == connection ? known & COUNT_MASK : 0;
        long next = count + 1 == PROBATION + ONE_IN ? PROBATION : count + 1;
        places.set(place, connection << COUNT_BITS | next);
        return count < PROBATION || next == PROBATION ? Scrutiny.RECORDS : Scrutiny.HEADER;
    }

    /** A batch of the connection was refused: all of the next ones are looked at again. */
    void lose(long connection) {
        places.set(place(connection), connection << COUNT_BITS);
    }

    private static int place(long connection) {
        return (int) (connection & PLACES - 1);
    }
}
