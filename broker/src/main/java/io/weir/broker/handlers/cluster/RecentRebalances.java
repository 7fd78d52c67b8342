package io.weir.broker.handlers.cluster;

import io.weir.coordination.rebalance.Rebalance;
import io.weir.metadata.config.ConfigSource;
import io.weir.metadata.config.ConfigType;
import io.weir.protocol.messages.DescribeConfigsResponse.DescribeConfigsResourceResult;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What a group went through, told as a setting of it that nobody can set: so every admin client can ask for it. */
final class RecentRebalances {

    static final String NAME = "weir.recent.rebalances";

    private static final String DOCUMENTATION =
            "The last rebalances of this group since the broker started, newest first, one a line: when, for how long,"
                    + " why.";

    private RecentRebalances() {}

    static DescribeConfigsResourceResult entry(List<Rebalance> oldestFirst, boolean withDocumentation) {
        return DescribeConfigsResourceResult.builder()
                .name(NAME)
                .value(oldestFirst.reversed().stream()
                        .map(RecentRebalances::line)
                        .collect(Collectors.joining("\n")))
                .readOnly(true)
                .configSource(ConfigSource.DEFAULT_CONFIG.code())
                .configType(ConfigType.STRING.code())
                .documentation(withDocumentation ? DOCUMENTATION : null)
                .build();
    }

    private static String line(Rebalance rebalance) {
        String duration = rebalance.isOver() ? rebalance.durationMs() + " ms" : "going on";
        return Instant.ofEpochMilli(rebalance.startedMs()) + " (" + duration + "): " + rebalance.why();
    }
}
