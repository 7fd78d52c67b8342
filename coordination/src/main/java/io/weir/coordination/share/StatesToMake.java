package io.weir.coordination.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * States of delivery that a group needs.
 *
 * @param stateEpoch the group's epoch: what was written for one before is fenced
 * @param starts where delivery begins by partition by topic id; -1 where the group's settings say
 */
public record StatesToMake(String groupId, int stateEpoch, SortedMap<Uuid, SortedMap<Integer, Long>> starts) {

    /** One state. */
    public record One(SharePartitionKey key, long startOffset) {}

    /** All of them, in order. */
    public List<One> all() {
        List<One> all = new ArrayList<>();
        starts.forEach((topic, partitions) -> {
            for (Map.Entry<Integer, Long> start : partitions.entrySet()) {
                all.add(new One(new SharePartitionKey(groupId, topic, start.getKey()), start.getValue()));
            }
        });
        return all;
    }
}
