package io.weir.coordination.assignor;

import io.weir.protocol.types.Uuid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The uniform assignment of a group whose members all subscribe to the same topics. Sizes differ by one at most, and no
 * assignment with such sizes moves fewer partitions: the larger shares go to those who already have that much.
 */
final class SameTopicsAssignment {

    private record Place(Uuid topic, int partition) {}

    private final GroupSpec group;
    private final Set<Uuid> topics;
    private final Draft draft;
    private final Map<String, Integer> quotas = new HashMap<>();
    private final Set<Place> kept = new HashSet<>();

    SameTopicsAssignment(GroupSpec group) {
        this.group = group;
        this.topics = new TreeSet<>(group.members().firstEntry().getValue().topics());
        this.draft = new Draft(group.members().keySet());
    }

    Map<String, Assignment> compute() {
        shareOut();
        group.members().forEach(this::keep);
        Deque<Place> free = free();
        group.members().keySet().forEach(member -> fill(member, free));
        return draft.result();
    }

    /** Everybody gets the same; what remains goes one each to those who have more than that, then to the first. */
    private void shareOut() {
        int total = topics.stream().mapToInt(group::partitionCount).sum();
        int share = total / group.members().size();
        int extra = total % group.members().size();
        for (Map.Entry<String, MemberSpec> member : group.members().entrySet()) {
            boolean hasMore = extra > 0 && usable(member.getValue()).size() > share;
            quotas.put(member.getKey(), hasMore ? share + 1 : share);
            extra -= hasMore ? 1 : 0;
        }
        for (String member : group.members().keySet()) {
            if (extra > 0 && quota(member) == share) {
                quotas.put(member, share + 1);
                extra--;
            }
        }
    }

    private void keep(String member, MemberSpec spec) {
        usable(spec)
                .partitions()
                .forEach((topic, partitions) -> partitions.forEach(partition -> {
                    if (draft.load(member) < quota(member) && kept.add(new Place(topic, partition))) {
                        draft.add(member, topic, partition);
                    }
                }));
    }

    private Deque<Place> free() {
        Deque<Place> free = new ArrayDeque<>();
        for (Uuid topic : topics) {
            for (int partition = 0; partition < group.partitionCount(topic); partition++) {
                Place place = new Place(topic, partition);
                if (!kept.contains(place)) {
                    free.add(place);
                }
            }
        }
        return free;
    }

    private void fill(String member, Deque<Place> free) {
        while (draft.load(member) < quota(member)) {
            Place place = free.remove();
            draft.add(member, place.topic(), place.partition());
        }
    }

    private Assignment usable(MemberSpec spec) {
        return spec.current()
                .where((topic, partition) -> topics.contains(topic) && partition < group.partitionCount(topic));
    }

    private int quota(String member) {
        return quotas.getOrDefault(member, 0);
    }
}
