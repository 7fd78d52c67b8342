package io.weir.console.groups;

import io.weir.console.client.Clients;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** Which groups read partitions now; of those with members 1,000 are looked at. */
public final class Readers {

    private static final int LOOKED_AT = 1_000;

    private final Directory directory;

    public Readers(Clients clients) {
        directory = new Directory(clients);
    }

    /** Names of the groups that have a member with the partition, in order. */
    public Map<TopicPartition, SortedSet<String>> of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, SortedSet<String>> readers = new HashMap<>();
        partitions.forEach(partition -> readers.put(partition, new TreeSet<>()));
        List<GroupListing> inUse = directory.all().stream()
                .filter(group -> Groups.state(group) != GroupState.EMPTY && Groups.state(group) != GroupState.DEAD)
                .limit(LOOKED_AT)
                .toList();
        directory
                .describe(inUse)
                .forEach((group, membership) -> membership
                        .members()
                        .forEach(member -> member.assignment()
                                .forEach(assigned -> assigned.partitions().forEach(number -> {
                                    SortedSet<String> names = readers.get(new TopicPartition(assigned.topic(), number));
                                    if (names != null) {
                                        names.add(group);
                                    }
                                }))));
        return readers;
    }
}
