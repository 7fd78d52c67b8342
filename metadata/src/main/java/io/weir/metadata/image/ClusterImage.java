package io.weir.metadata.image;

import io.weir.metadata.feature.Feature;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * The brokers, the levels of features, and what else belongs to the cluster as a whole.
 *
 * @param brokersById    registered brokers by node id, in its order
 * @param features       levels that were set, by the names of their features; {@link #level} knows all
 * @param nextProducerId the first producer id that is still free
 */
public record ClusterImage(
        TreePMap<Integer, BrokerImage> brokersById, TreePMap<String, Short> features, long nextProducerId) {

    /** No brokers, no features, all producer ids free. */
    public static final ClusterImage EMPTY = new ClusterImage(TreePMap.empty(), TreePMap.empty(), 0);

    /** All registered brokers in the order of their node ids. */
    public Collection<BrokerImage> brokers() {
        return brokersById.values();
    }

    /** The broker of this node id, if it is registered. */
    public Optional<BrokerImage> broker(int nodeId) {
        return Optional.ofNullable(brokersById.get(nodeId));
    }

    /** The brokers that are not fenced, in the order of their node ids. */
    public List<BrokerImage> liveBrokers() {
        return brokers().stream().filter(broker -> !broker.fenced()).toList();
    }

    /** The level a feature has here. */
    public short level(Feature feature) {
        return features.getOrDefault(feature.name(), feature.initial());
    }

    /** True when this broker is registered and not fenced. */
    public boolean isLive(int nodeId) {
        return broker(nodeId).filter(broker -> !broker.fenced()).isPresent();
    }

    ClusterImage withBroker(BrokerImage broker) {
        return new ClusterImage(brokersById.plus(broker.nodeId(), broker), features, nextProducerId);
    }

    ClusterImage withoutBroker(int nodeId) {
        return new ClusterImage(brokersById.minus(nodeId), features, nextProducerId);
    }

    ClusterImage withFeature(String name, short level) {
        return new ClusterImage(brokersById, features.plus(name, level), nextProducerId);
    }

    ClusterImage withNextProducerId(long next) {
        return new ClusterImage(brokersById, features, next);
    }
}
