package io.weir.console.records;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of one partition in one direction, a window of them in memory. */
final class Strand {

    private static final long MAX_WINDOW = 1 << 20;

    private final TopicPartition partition;
    private final boolean isBackward;
    private final long first;
    private final long end;
    private final Deque<ConsumerRecord<byte[], byte[]>> loaded = new ArrayDeque<>();
    private long window;
    // Forward the offset of the next record, backward the offset behind it.
    private long next;
    private long nextWindow;

    /**
     * The records from first to before end.
     *
     * @param start  where it begins; the offset behind the first record when backward
     * @param window so many offsets are read at first
     */
    Strand(TopicPartition partition, boolean isBackward, long first, long end, long start, long window) {
        this.partition = partition;
        this.isBackward = isBackward;
        this.first = first;
        this.end = end;
        this.next = Math.clamp(start, first, Math.max(first, end));
        this.nextWindow = next;
        this.window = window;
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isBackward() {
        return isBackward;
    }

    boolean isFinished() {
        return loaded.isEmpty() && (isBackward ? next <= first : next >= end);
    }

    boolean needsLoading() {
        return loaded.isEmpty() && !isFinished();
    }

    /** Where the next window begins. */
    long from() {
        return isBackward ? Math.max(first, next - window) : next;
    }

    /** Where it ends; forward it may end earlier, after {@link #window()} records. */
    long until() {
        return isBackward ? next : end;
    }

    long window() {
        return window;
    }

    /** The window was too much for the memory. */
    void shrink() {
        window = Math.max(1, window / 8);
    }

    /**
     * The records of the window, in the order of their offsets.
     *
     * @param reached the offset behind what was read
     */
    void load(List<ConsumerRecord<byte[], byte[]>> records, long reached) {
        long from = from();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (isBackward) {
                loaded.addFirst(record);
            } else {
                loaded.addLast(record);
            }
        }
        nextWindow = isBackward ? from : Math.min(reached, end);
        if (isBackward && records.size() < window / 2) {
            window = Math.min(MAX_WINDOW, window * 4);
        }
        if (loaded.isEmpty()) {
            next = nextWindow;
        }
    }

    /** The next record, which stays; there is one unless the strand is finished or needs loading. */
    ConsumerRecord<byte[], byte[]> head() {
        return loaded.getFirst();
    }

    ConsumerRecord<byte[], byte[]> take() {
        ConsumerRecord<byte[], byte[]> record = loaded.removeFirst();
        next = loaded.isEmpty() ? nextWindow : isBackward ? record.offset() : record.offset() + 1;
        return record;
    }

    /** Where to go on, as {@link Strand} takes it. */
    long position() {
        return next;
    }
}
