package io.weir.metadata.image;

import java.util.List;

/** A topic that was there and is there, and has more partitions now, or others lead them. */
public record TopicChange(TopicImage before, TopicImage after) {

    /** The partitions that are new. */
    public List<PartitionImage> addedPartitions() {
        return after.partitions()
                .subList(before.partitions().size(), after.partitions().size());
    }
}
