package io.weir.console.metrics;

import io.weir.coordination.group.GroupCensus;
import io.weir.coordination.group.GroupCensus.TopicLag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Groups by type and state, and what each has yet to read of each topic: at most so many, those with the most. */
final class GroupFamilies {

    private GroupFamilies() {}

    private record Kind(String type, String state) {}

    private record Lag(String group, TopicLag topic) {}

    static List<Family> of(List<GroupCensus> groups, Map<String, Long> rebalances, int most, CutOff cutOff) {
        Map<Kind, Integer> kinds =
                new TreeMap<>(Comparator.comparing(Kind::type).thenComparing(Kind::state));
        List<Lag> lags = new ArrayList<>();
        long sum = 0;
        long unknown = 0;
        for (GroupCensus group : groups) {
            kinds.merge(new Kind(group.type(), snake(group.state())), 1, Integer::sum);
            for (TopicLag topic : group.topics()) {
                sum += topic.records();
                unknown += topic.unknownPartitions();
                if (topic.unknownPartitions() < topic.partitions()) {
                    lags.add(new Lag(group.groupId(), topic));
                }
            }
        }
        Family.Gauge states = Family.gauge("weir_groups", "Groups that are coordinated here, by type and state.");
        kinds.forEach((kind, count) -> states.add(count, "type", kind.type, "state", kind.state));
        Family.Counter began =
                Family.counter("weir_group_rebalances", "Rebalances that began, by the kind of what began them.");
        rebalances.forEach((reason, count) -> began.add(count, "reason", reason));

        List<Lag> shown = shown(lags, most);
        cutOff.count("group_topics", lags.size() - shown.size());
        Family.Gauge lag = Family.gauge(
                "weir_group_lag_records", "Records between what a group has committed and the end, all partitions.");
        Family.Gauge max =
                Family.gauge("weir_group_lag_max_records", "The same of the one partition that has the most.");
        for (Lag one : shown) {
            lag.add(one.topic.records(), "group", one.group, "topic", one.topic.topic());
            max.add(one.topic.maxRecords(), "group", one.group, "topic", one.topic.topic());
        }
        return List.of(
                states,
                began,
                lag,
                max,
                Family.gauge("weir_groups_lag_records", "The lag of all groups that are coordinated here.")
                        .add(sum),
                Family.gauge(
                                "weir_group_lag_unknown_partitions",
                                "Partitions with a committed offset whose end is not known here: no replica, or unused"
                                        + " since the start.")
                        .add(unknown));
    }

    private static List<Lag> shown(List<Lag> lags, int most) {
        if (lags.size() <= most) {
            return lags;
        }
        return lags.stream()
                .sorted(Comparator.<Lag>comparingLong(one -> one.topic.records())
                        .reversed()
                        .thenComparing(Lag::group))
                .limit(most)
                .toList();
    }

    private static String snake(String state) {
        return state.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
