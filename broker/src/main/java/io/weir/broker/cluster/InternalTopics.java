package io.weir.broker.cluster;

import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.CreateTopics.NewTopic;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The topics the broker itself writes to, and how they are made when first needed. */
public final class InternalTopics {

    /** Where groups and their committed offsets are kept. */
    public static final String CONSUMER_OFFSETS = "__consumer_offsets";

    /** Where transactional ids and the state of their transactions are kept. */
    public static final String TRANSACTION_STATE = "__transaction_state";

    /** Where share groups keep how far they have come in each partition. */
    public static final String SHARE_GROUP_STATE = "__share_group_state";

    private static final Set<String> NAMES = Set.of(CONSUMER_OFFSETS, TRANSACTION_STATE, SHARE_GROUP_STATE);

    private final ConfigValues values;

    public InternalTopics(ConfigValues values) {
        this.values = values;
    }

    /** True for the names Kafka keeps for itself, whether the topics exist or not. */
    public static boolean isInternal(String topic) {
        return NAMES.contains(topic);
    }

    /**
     * How to create an internal topic; empty when the name is not one that is in use.
     *
     * @param brokers how many are registered: there are no more replicas than that
     */
    Optional<NewTopic> definition(String name, int brokers) {
        return switch (name) {
            case CONSUMER_OFFSETS -> Optional.of(definition(name, "offsets.topic", brokers, "producer"));
            case TRANSACTION_STATE -> Optional.of(definition(name, "transaction.state.log", brokers, "uncompressed"));
            case SHARE_GROUP_STATE -> Optional.of(shareGroupState(brokers));
            default -> Optional.empty();
        };
    }

    /** Not compacted: a state is a snapshot and the updates behind it. Its coordinator deletes what is not needed. */
    private NewTopic shareGroupState(int brokers) {
        String settings = "share.coordinator.state.topic";
        return new NewTopic(
                SHARE_GROUP_STATE,
                values.intValue(settings + ".num.partitions"),
                Math.clamp(brokers, 1, values.intValue(settings + ".replication.factor")),
                List.of(),
                List.of(
                        Cluster.setting("cleanup.policy", "delete"),
                        Cluster.setting("retention.ms", -1),
                        Cluster.setting("segment.bytes", values.intValue(settings + ".segment.bytes")),
                        Cluster.setting("compression.type", "producer")));
    }

    private NewTopic definition(String name, String settings, int brokers, String compression) {
        return new NewTopic(
                name,
                values.intValue(settings + ".num.partitions"),
                Math.clamp(values.intValue(settings + ".replication.factor"), 1, Math.max(1, brokers)),
                List.of(),
                List.of(
                        Cluster.setting("cleanup.policy", "compact"),
                        Cluster.setting("segment.bytes", values.intValue(settings + ".segment.bytes")),
                        Cluster.setting("compression.type", compression)));
    }
}
