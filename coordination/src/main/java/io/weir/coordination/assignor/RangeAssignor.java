package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Gives every member the same run of partition numbers of each topic, so that topics with the same number of partitions
 * and the same readers are joined without moving records. Static members come first, by their instance ids, which keeps
 * their partitions where they are when they come back under another member id.
 */
public final class RangeAssignor implements PartitionAssignor {

    RangeAssignor() {}

    @Override
    public String name() {
        return "range";
    }

    @Override
    public Map<String, Assignment> assign(GroupSpec group) {
        Draft draft = new Draft(group.members().keySet());
        readers(group).forEach((topic, readers) -> {
            int share = group.partitionCount(topic) / readers.size();
            int extra = group.partitionCount(topic) % readers.size();
            int next = 0;
            for (int i = 0; i < readers.size(); i++) {
                int end = next + share + (i < extra ? 1 : 0);
                for (; next < end; next++) {
                    draft.add(readers.get(i), topic, next);
                }
            }
        });
        return draft.result();
    }

    private static Map<Uuid, List<String>> readers(GroupSpec group) {
        List<String> members = new ArrayList<>(group.members().keySet());
        members.sort(Comparator.<String, Boolean>comparing(
                        member -> spec(group, member).instanceId().isEmpty())
                .thenComparing(member -> spec(group, member).instanceId().orElse(member)));
        Map<Uuid, List<String>> readers = new TreeMap<>();
        members.forEach(member -> spec(group, member)
                .topics()
                .forEach(topic ->
                        readers.computeIfAbsent(topic, _ -> new ArrayList<>()).add(member)));
        return readers;
    }

    private static MemberSpec spec(GroupSpec group, String member) {
        return Objects.requireNonNull(group.members().get(member), member);
    }
}
