package io.weir.console.metrics;

import io.weir.metadata.config.ConfigValues;

/**
 * How much one page has at most.
 *
 * @param topics that have metrics of their own
 * @param groupTopics pairs of group and topic that have a lag of their own
 */
public record MetricsLimits(int topics, int groupTopics) {

    /** Those of a broker's settings. */
    public static MetricsLimits of(ConfigValues values) {
        return new MetricsLimits(
                values.intValue("weir.metrics.topics.max"), values.intValue("weir.metrics.group.topics.max"));
    }
}
