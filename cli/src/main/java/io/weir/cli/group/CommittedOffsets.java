package io.weir.cli.group;

import io.weir.cli.client.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;

/**
 * What groups have committed, asked for a page at a time: for each page one question to each coordinator, however many groups
 * there are.
 *
 * @param offsets  by group; empty for one that has committed nothing, or cannot be asked about
 * @param failures why groups cannot be asked about, by their names
 */
public record CommittedOffsets(Map<String, Map<TopicPartition, Long>> offsets, Map<String, String> failures) {

    private static final int GROUPS_PER_PAGE = 500;

    /** Those of these groups. */
    public static CommittedOffsets of(Admin admin, List<String> groups) {
        CommittedOffsets all = new CommittedOffsets(new HashMap<>(), new HashMap<>());
        for (int from = 0; from < groups.size(); from += GROUPS_PER_PAGE) {
            all.readPage(admin, groups.subList(from, Math.min(groups.size(), from + GROUPS_PER_PAGE)));
        }
        return all;
    }

    private void readPage(Admin admin, List<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
        groups.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult answers = admin.listConsumerGroupOffsets(specs);
        for (String group : groups) {
            Map<TopicPartition, Long> ofGroup = new HashMap<>();
            try {
                Await.get(answers.partitionsToOffsetAndMetadata(group)).forEach((partition, offset) -> {
                    if (offset != null) {
                        ofGroup.put(partition, offset.offset());
                    }
                });
            } catch (ApiException e) {
                failures.put(group, String.valueOf(e.getMessage()));
            }
            offsets.put(group, ofGroup);
        }
    }

    /** Of one group. */
    public Map<TopicPartition, Long> of(String group) {
        return offsets.getOrDefault(group, Map.of());
    }
}
