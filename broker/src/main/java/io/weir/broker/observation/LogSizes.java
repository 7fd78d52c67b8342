package io.weir.broker.observation;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.PartitionId;
import io.weir.log.error.LogException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How large logs are. One that nobody uses does not change: its files are looked at once, so many of them at a time at most.
 *
 * <p>Used by one thread at a time.
 */
final class LogSizes {

    private static final int LOOKED_AT = 1_000;

    private Map<PartitionId, Long> unused = Map.of();

    /** One look at all logs. */
    final class Look {
        private final Map<PartitionId, Long> before = unused;
        private final Map<PartitionId, Long> found = new HashMap<>();
        private int lookedAt;

        /** Empty while it is not known. */
        OptionalLong of(Partition partition) {
            if (partition.isOffline()) {
                return OptionalLong.empty();
            }
            if (partition.log().isOpen()) {
                return read(partition);
            }
            Long known = before.get(partition.id());
            OptionalLong size = known == null && lookedAt++ < LOOKED_AT ? read(partition) : of(known);
            size.ifPresent(bytes -> found.put(partition.id(), bytes));
            return size;
        }

        /** What was found is remembered, and nothing else. */
        void end() {
            unused = found;
        }

        private static OptionalLong of(@Nullable Long known) {
            return known == null ? OptionalLong.empty() : OptionalLong.of(known);
        }

        private static OptionalLong read(Partition partition) {
            try {
                return OptionalLong.of(partition.log().sizeBytes());
            } catch (LogException e) {
                return OptionalLong.empty();
            }
        }
    }

    Look look() {
        return new Look();
    }
}
