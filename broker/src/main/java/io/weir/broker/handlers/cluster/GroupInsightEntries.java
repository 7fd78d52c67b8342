package io.weir.broker.handlers.cluster;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.Rebalance;
import io.weir.metadata.config.ConfigSource;
import io.weir.metadata.config.ConfigType;
import io.weir.protocol.messages.DescribeConfigsResponse.DescribeConfigsResourceResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator knows of a group, told as settings of it that nobody can set: so every admin client can ask for it.
 * What there is nothing to say of is left out.
 */
final class GroupInsightEntries {

    private static final String RECENT_REBALANCES = "weir.recent.rebalances";
    private static final String WAITS_FOR = "weir.waits.for";
    private static final String SUBSCRIBED_TOPICS = "weir.subscribed.topics";

    private final @Nullable List<String> wanted;
    private final boolean withDocumentation;
    private final List<DescribeConfigsResourceResult> entries = new ArrayList<>();

    /** @param wanted the names asked for; null for all */
    GroupInsightEntries(@Nullable List<String> wanted, boolean withDocumentation) {
        this.wanted = wanted;
        this.withDocumentation = withDocumentation;
    }

    boolean areWanted() {
        return isWanted(RECENT_REBALANCES) || isWanted(WAITS_FOR) || isWanted(SUBSCRIBED_TOPICS);
    }

    /** @param mayKnow whether who asks may know of a topic */
    List<DescribeConfigsResourceResult> of(GroupInsight insight, Predicate<String> mayKnow) {
        add(
                RECENT_REBALANCES,
                insight.rebalances().reversed().stream()
                        .map(GroupInsightEntries::line)
                        .collect(Collectors.joining("\n")),
                "The last rebalances of this group since the broker started, newest first, one a line: when, for how"
                        + " long, why.");
        add(WAITS_FOR, insight.waitsFor(), "Whom this group waits for in a rebalance that goes on, and for what.");
        add(
                SUBSCRIBED_TOPICS,
                insight.topics().stream().filter(mayKnow).collect(Collectors.joining("\n")),
                "The topics that the members of this group want to read, one a line.");
        return List.copyOf(entries);
    }

    private boolean isWanted(String name) {
        return wanted == null || wanted.contains(name);
    }

    private void add(String name, String value, String documentation) {
        if (value.isEmpty() || !isWanted(name)) {
            return;
        }
        entries.add(DescribeConfigsResourceResult.builder()
                .name(name)
                .value(value)
                .readOnly(true)
                .configSource(ConfigSource.DEFAULT_CONFIG.code())
                .configType(ConfigType.STRING.code())
                .documentation(withDocumentation ? documentation : null)
                .build());
    }

    private static String line(Rebalance rebalance) {
        String duration = rebalance.isOver() ? rebalance.durationMs() + " ms" : "going on";
        return Instant.ofEpochMilli(rebalance.startedMs()) + " (" + duration + "): " + rebalance.why();
    }
}
