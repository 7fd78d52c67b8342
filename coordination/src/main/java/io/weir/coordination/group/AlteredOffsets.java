package io.weir.coordination.group;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;

/**
 * What came of setting where a share group goes on.
 *
 * @param error NONE, or why nothing was set
 * @param partitions the outcome for each partition that exists
 */
public record AlteredOffsets(ErrorCode error, Map<SharePartitionKey, ErrorCode> partitions) {

    static AlteredOffsets refused(ErrorCode error) {
        return new AlteredOffsets(error, Map.of());
    }

    static AlteredOffsets of(Map<SharePartitionKey, ErrorCode> outcomes) {
        return new AlteredOffsets(ErrorCode.NONE, outcomes);
    }
}
