package io.weir.broker.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/** What is counted of one topic: a few words, since there may be ten thousand of them. Safe for use by any thread. */
public final class TopicTraffic {

    /** What is counted; bytes are those of record batches, as they are stored and sent. */
    public enum Flow {
        BYTES_IN(0),
        RECORDS_IN(1),
        BATCHES_IN(2),
        BYTES_OUT(3),
        READS(4),
        FAILED_APPENDS(5),
        FAILED_READS(6),
        REPLICATION_BYTES_IN(7),
        REPLICATION_BYTES_OUT(8),
        RECORDS_OUT(9);

        private final int place;

        Flow(int place) {
            this.place = place;
        }
    }

    private static final int FLOWS = Flow.values().length;

    /** For what belongs to no topic that is here: nobody looks at it. */
    public static final TopicTraffic UNKNOWN = new TopicTraffic();

    private final AtomicLongArray flows = new AtomicLongArray(FLOWS);

    /** A batch was appended where this broker leads. */
    public void appended(int bytes, long records) {
        add(Flow.BYTES_IN, bytes);
        add(Flow.RECORDS_IN, records);
        add(Flow.BATCHES_IN, 1);
    }

    /** A client was given so much of a partition, which may be nothing. */
    public void read(int bytes, long records) {
        add(Flow.READS, 1);
        if (bytes > 0) {
            add(Flow.BYTES_OUT, bytes);
            add(Flow.RECORDS_OUT, records);
        }
    }

    public void add(Flow flow, long amount) {
        flows.addAndGet(flow.place, amount);
    }

    /** Adds what another has counted so far. */
    public void addAll(TopicTraffic other) {
        for (int flow = 0; flow < FLOWS; flow++) {
            flows.addAndGet(flow, other.flows.get(flow));
        }
    }

    public long sum(Flow flow) {
        return flows.get(flow.place);
    }
}
