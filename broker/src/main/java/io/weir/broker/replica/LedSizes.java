package io.weir.broker.replica;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.log.error.LogException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Tells how large the partitions are that are led here. The answer is, for each: the topic's id, int32 partition, int64 bytes. A
 * log that was not used since the start is not opened for it, and left out.
 */
public final class LedSizes {

    private static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES + Long.BYTES;

    private LedSizes() {}

    public static ByteBuffer of(Partitions partitions) {
        List<Partition> open = partitions
                .all()
                .filter(partition -> !partition.isOffline() && partition.log().isOpen())
                .toList();
        ByteBuffer answer = ByteBuffer.allocate(open.size() * ENTRY_BYTES);
        for (Partition partition : open) {
            answer.putLong(partition.id().topicId().mostSignificantBits())
                    .putLong(partition.id().topicId().leastSignificantBits())
                    .putInt(partition.id().partition())
                    .putLong(sizeBytes(partition));
        }
        return answer.flip();
    }

    private static long sizeBytes(Partition partition) {
        try {
            return partition.log().sizeBytes();
        } catch (LogException e) {
            return 0;
        }
    }
}
