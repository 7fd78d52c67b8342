package io.weir.broker.group;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.coordination.consumer.MigrationPolicy;
import io.weir.coordination.group.GroupConfig;
import io.weir.coordination.share.ShareGroupConfig;
import io.weir.coordination.streams.StreamsGroupConfig;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.config.EffectiveGroupConfig;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is set about groups: for all of them at the start, and for consumer groups one by one at any time. */
public final class GroupSettings {

    private static final long MINUTE_MS = 60_000L;

    private GroupSettings() {}

    /** The times of a consumer group as they are set at the moment of each question. */
    private static Function<String, ConsumerGroupConfig.Timing> timing(
            NodeConfig node, Supplier<MetadataImage> images) {
        return groupId -> {
            EffectiveGroupConfig config = effective(groupId, node, images.get());
            return new ConsumerGroupConfig.Timing(
                    config.intValue("consumer.session.timeout.ms"),
                    config.intValue("consumer.heartbeat.interval.ms"),
                    config.intValue("consumer.assignment.interval.ms"));
        };
    }

    /** The times of a share group as they are set at the moment of each question. */
    private static Function<String, ShareGroupConfig.Timing> shareTiming(
            NodeConfig node, Supplier<MetadataImage> images) {
        return groupId -> {
            EffectiveGroupConfig config = effective(groupId, node, images.get());
            return new ShareGroupConfig.Timing(
                    config.intValue("share.session.timeout.ms"),
                    config.intValue("share.heartbeat.interval.ms"),
                    config.intValue("share.assignment.interval.ms"));
        };
    }

    /** The settings of a streams group, likewise. */
    private static Function<String, StreamsGroupConfig.Settings> streams(
            NodeConfig node, Supplier<MetadataImage> images) {
        return groupId -> {
            EffectiveGroupConfig config = effective(groupId, node, images.get());
            return new StreamsGroupConfig.Settings(
                    config.intValue("streams.session.timeout.ms"),
                    config.intValue("streams.heartbeat.interval.ms"),
                    config.intValue("streams.assignment.interval.ms"),
                    config.intValue("streams.initial.rebalance.delay.ms"),
                    config.intValue("streams.num.standby.replicas"));
        };
    }

    private static EffectiveGroupConfig effective(String groupId, NodeConfig node, MetadataImage image) {
        return new EffectiveGroupConfig(image.configs().of(ConfigResource.group(groupId)), node.layers(image));
    }

    /** All of it; what is set while the broker runs is looked up in these images. */
    public static GroupConfig of(ConfigValues values, NodeConfig node, Supplier<MetadataImage> images) {
        GroupConfig.Sessions defaults = GroupConfig.defaults().sessions();
        return new GroupConfig(
                new GroupConfig.Sessions(
                        values.intValue("group.min.session.timeout.ms"),
                        values.intValue("group.max.session.timeout.ms"),
                        defaults.newMemberJoinTimeoutMs()),
                values.intValue("group.initial.rebalance.delay.ms"),
                values.intValue("group.max.size"),
                new GroupConfig.Offsets(
                        values.intValue("offsets.topic.num.partitions"),
                        values.intValue("offset.metadata.max.bytes"),
                        MINUTE_MS * values.intValue("offsets.retention.minutes"),
                        values.longValue("offsets.retention.check.interval.ms"),
                        values.intValue("offsets.commit.timeout.ms")),
                new GroupConfig.Assigned(
                        new ConsumerGroupConfig(
                                values.intValue("group.consumer.max.size"),
                                values.list("group.consumer.assignors"),
                                ConsumerGroupConfig.defaults().regexRefreshIntervalMs(),
                                new ConsumerGroupConfig.Migration(
                                        MigrationPolicy.named(values.text("group.consumer.migration.policy")
                                                .orElseThrow()),
                                        values.intValue("group.max.size")),
                                timing(node, images)),
                        new ShareGroupConfig(values.intValue("group.share.max.size"), shareTiming(node, images)),
                        new StreamsGroupConfig(values.intValue("group.streams.max.size"), streams(node, images))));
    }
}
