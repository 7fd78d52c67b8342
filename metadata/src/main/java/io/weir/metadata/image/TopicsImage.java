package io.weir.metadata.image;

import io.weir.protocol.types.Uuid;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/**
 * All topics. Persistent maps: adding or removing one topic costs the logarithm of their number, and old images stay as
 * they are.
 */
public final class TopicsImage {

    /** No topics. */
    public static final TopicsImage EMPTY =
            new TopicsImage(TreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    private final TreePMap<String, TopicImage> byName;
    private final HashPMap<Uuid, TopicImage> byId;
    private final HashPMap<String, String> byMetricName;

    private TopicsImage(
            TreePMap<String, TopicImage> byName,
            HashPMap<Uuid, TopicImage> byId,
            HashPMap<String, String> byMetricName) {
        this.byName = byName;
        this.byId = byId;
        this.byMetricName = byMetricName;
    }

    /** How many topics there are. */
    public int size() {
        return byName.size();
    }

    /** All topics in the order of their names. */
    public Collection<TopicImage> all() {
        return byName.values();
    }

    /** The topics from this name on, in the order of their names: for answers in pages. */
    public Collection<TopicImage> from(String name) {
        return byName.tailMap(name, true).values();
    }

    /** The topic of this name, if it exists. */
    public Optional<TopicImage> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The topic of this id, if it exists. */
    public Optional<TopicImage> withId(Uuid id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The partition of this id of the topic of this name, if both exist. */
    public Optional<PartitionImage> partition(String topic, int partitionId) {
        return named(topic).flatMap(t -> t.partition(partitionId));
    }

    /**
     * The existing topic that differs from a name only by {@code .} for {@code _}. Such names would share one metric's
     * name, so Kafka forbids them to stand side by side.
     */
    public Optional<String> collidingWith(String name) {
        return hasMetricName(name) ? Optional.ofNullable(byMetricName.get(metricName(name))) : Optional.empty();
    }

    TopicsImage with(TopicImage topic) {
        return new TopicsImage(
                byName.plus(topic.name(), topic),
                byId.plus(topic.id(), topic),
                hasMetricName(topic.name()) ? byMetricName.plus(metricName(topic.name()), topic.name()) : byMetricName);
    }

    TopicsImage without(TopicImage topic) {
        return new TopicsImage(
                byName.minus(topic.name()), byId.minus(topic.id()), byMetricName.minus(metricName(topic.name())));
    }

    private static boolean hasMetricName(String name) {
        return name.indexOf('.') >= 0 || name.indexOf('_') >= 0;
    }

    private static String metricName(String name) {
        return name.replace('.', '_');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicsImage that
                && byName.equals(that.byName)
                && byId.equals(that.byId)
                && byMetricName.equals(that.byMetricName);
    }

    @Override
    public int hashCode() {
        return Objects.hash(byName);
    }

    @Override
    public String toString() {
        return byName.values().toString();
    }
}
