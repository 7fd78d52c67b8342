package io.weir.coordination.share;

import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * States of delivery that are to go.
 *
 * @param error NONE, or why nothing goes
 * @param message why, where it is an error
 * @param partitions those to remove, by topic id
 * @param names names of these topics
 * @param unknown names of topics asked for that the group has no state of
 */
public record StatesToRemove(
        ErrorCode error,
        String message,
        Map<Uuid, SortedSet<Integer>> partitions,
        Map<Uuid, String> names,
        List<String> unknown) {

    /** Nothing goes. */
    public static StatesToRemove refused(ErrorCode error, String message) {
        return new StatesToRemove(error, message, Map.of(), Map.of(), List.of());
    }
}
