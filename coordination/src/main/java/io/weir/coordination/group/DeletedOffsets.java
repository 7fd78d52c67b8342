package io.weir.coordination.group;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.Map;

/**
 * What came of forgetting how far a share group has come.
 *
 * @param error NONE, or why nothing was forgotten
 * @param message why, where it is an error
 * @param topics the outcome for each topic by name
 */
public record DeletedOffsets(ErrorCode error, String message, Map<String, Topic> topics) {

    /** One topic; the id is zero where it is not known. */
    public record Topic(Uuid id, ErrorCode error) {}

    static DeletedOffsets refused(ErrorCode error, String message) {
        return new DeletedOffsets(error, message, Map.of());
    }
}
