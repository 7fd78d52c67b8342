package io.weir.cli.group;

import io.weir.cli.client.Await;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/** Offsets of partitions, asked for all at once; the client sends one request to each broker. */
public final class PartitionOffsets {

    private PartitionOffsets() {}

    /** {@link GroupView#UNKNOWN} for a partition that is gone: it must not hide the others' offsets. */
    public static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        ListOffsetsResult answers = admin.listOffsets(specs);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : specs.keySet()) {
            try {
                offsets.put(
                        partition, Await.get(answers.partitionResult(partition)).offset());
            } catch (ApiException e) {
                offsets.put(partition, GroupView.UNKNOWN);
            }
        }
        return offsets;
    }
}
