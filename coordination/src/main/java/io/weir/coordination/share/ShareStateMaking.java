package io.weir.coordination.share;

import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.sharestate.ShareState;
import io.weir.protocol.types.Uuid;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has states of delivery made for the partitions a group reads, before any member is given them. */
final class ShareStateMaking {

    private static final Logger LOG = LoggerFactory.getLogger(ShareStateMaking.class);

    private final ShareChanges changes;
    private final Consumer<StatesToMake> maker;

    /** @param maker makes states, and tells of each whether it was made */
    ShareStateMaking(ShareChanges changes, Consumer<StatesToMake> maker) {
        this.changes = changes;
        this.maker = maker;
    }

    /** Asks for the states of partitions that members read, and that have none and none under way. */
    void askIfNeeded(ShareGroup group, TopicsView topics, ShareEffects effects) {
        SortedMap<Uuid, SortedMap<Integer, Long>> starts = new TreeMap<>();
        Map<Uuid, StateTopics.Partitions> asked = new TreeMap<>();
        for (String name : group.topics()) {
            topics.named(name).ifPresent(topic -> {
                SortedSet<Integer> missing = missing(group, topic);
                if (!missing.isEmpty()) {
                    asked.put(topic.id(), StateTopics.Partitions.of(name, missing));
                    SortedMap<Integer, Long> ofTopic = new TreeMap<>();
                    missing.forEach(partition -> ofTopic.put(partition, ShareState.NOT_KNOWN));
                    starts.put(topic.id(), ofTopic);
                }
            });
        }
        if (!asked.isEmpty()) {
            ask(group.id(), asked, effects);
            StatesToMake states = new StatesToMake(group.id(), group.epoch(), starts);
            effects.whenCommitted(() -> maker.accept(states));
        }
    }

    /** Notes that states are being made. */
    void ask(String groupId, Map<Uuid, StateTopics.Partitions> asked, ShareEffects effects) {
        StateTopics known = changes.find(groupId).map(ShareGroup::states).orElse(StateTopics.NONE);
        changes.make(new ShareChange.States(groupId, known.asked(asked)), effects);
        changes.find(groupId)
                .ifPresent(group -> asked.forEach((topic, partitions) -> group.underWay()
                        .computeIfAbsent(topic, _ -> new TreeSet<>())
                        .addAll(partitions.indexes())));
    }

    /** States were made, or could not be: then they are asked for again with the next heartbeat. */
    void done(String groupId, Map<Uuid, ? extends Set<Integer>> partitions, boolean areMade, ShareEffects effects) {
        changes.find(groupId).ifPresent(group -> {
            Map<Uuid, StateTopics.Partitions> named = new HashMap<>();
            partitions.forEach((topic, indexes) -> {
                StateTopics.Partitions making = group.states().making().get(topic);
                group.underWay().computeIfPresent(topic, (_, waiting) -> without(waiting, indexes));
                if (making != null) {
                    SortedSet<Integer> meant = new TreeSet<>(making.indexes());
                    meant.retainAll(indexes);
                    named.put(topic, StateTopics.Partitions.of(making.topic(), meant));
                }
            });
            StateTopics states =
                    areMade ? group.states().made(named) : group.states().notMade(named);
            if (!areMade) {
                LOG.warn("Share group {} has no state for {}; it is asked for again", groupId, named.values());
            }
            if (!states.equals(group.states())) {
                changes.make(new ShareChange.States(groupId, states), effects);
            }
        });
    }

    /** The log was read to its end: topics may have gone while nobody was there to hear of it. */
    void loaded(TopicsView topics, ShareEffects effects) {
        Set<Uuid> gone = new HashSet<>();
        changes.all().forEach(group -> gone.addAll(group.states().topics()));
        gone.removeIf(topic -> topics.withId(topic).isPresent());
        topicsDeleted(gone, effects);
    }

    /** Forgets what is of topics that are gone; returns for how many groups. */
    int topicsDeleted(Collection<Uuid> topics, ShareEffects effects) {
        int count = 0;
        Set<Uuid> gone = Set.copyOf(topics);
        for (ShareGroup group : changes.all()) {
            StateTopics left = group.states().gone(gone);
            if (!left.equals(group.states())) {
                changes.make(new ShareChange.States(group.id(), left), effects);
                count++;
            }
            group.underWay().keySet().removeAll(gone);
        }
        return count;
    }

    private static SortedSet<Integer> missing(ShareGroup group, TopicInfo topic) {
        SortedSet<Integer> missing = new TreeSet<>();
        Set<Integer> underWay = group.underWay().getOrDefault(topic.id(), Collections.emptySet());
        IntStream.range(0, topic.partitions())
                .filter(partition -> !group.states().isMade(topic.id(), partition) && !underWay.contains(partition))
                .forEach(partition -> missing.add(partition));
        return missing;
    }

    private static @Nullable Set<Integer> without(Set<Integer> some, Collection<Integer> fewer) {
        Set<Integer> rest = new TreeSet<>(some);
        rest.removeAll(List.copyOf(fewer));
        return rest.isEmpty() ? null : rest;
    }
}
