package io.weir.log.segment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last batches of an active segment, without a gap between them: whoever reads at the tail finds its place without
 * reading the file.
 *
 * <p>One writer; readers need no lock: what is below the count they see never changes.
 */
final class RecentBatches {

    private static final int CAPACITY = 64;
    private static final int CARRIED = CAPACITY / 2;

    private static final class Window {

        private final @Nullable BatchSpan[] batches;
        private final int count;

        Window(@Nullable BatchSpan[] batches, int count) {
            this.batches = batches;
            this.count = count;
        }
    }

    private volatile Window window = new Window(new BatchSpan[0], 0);

    void add(BatchSpan batch) {
        Window seen = window;
        @Nullable BatchSpan[] batches = seen.batches;
        int count = seen.count;
        if (count == CAPACITY) {
            batches = new BatchSpan[CAPACITY];
            System.arraycopy(seen.batches, CAPACITY - CARRIED, batches, 0, CARRIED);
            count = CARRIED;
        } else if (count == batches.length) {
            batches = java.util.Arrays.copyOf(batches, count == 0 ? 4 : count * 2);
        }
        batches[count] = batch;
        window = new Window(batches, count + 1);
    }

    void clear() {
        window = new Window(new BatchSpan[0], 0);
    }

    /** The first batch of the segment whose last offset is at least {@code offset}, if that is known from here. */
    Optional<BatchSpan> find(long offset) {
        Window seen = window;
        if (seen.count == 0
                || offset < at(seen, 0).baseOffset()
                || offset > at(seen, seen.count - 1).lastOffset()) {
            return Optional.empty();
        }
        int low = 0;
        int high = seen.count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(seen, middle).lastOffset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Optional.of(at(seen, low));
    }

    private static BatchSpan at(Window window, int index) {
        BatchSpan batch = window.batches[index];
        if (batch == null) {
            throw new IllegalStateException("No batch at " + index + " of " + window.count);
        }
        return batch;
    }
}
