package io.weir.metadata.image;

import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigDescriber;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.config.EffectiveTopicConfig;
import java.util.Map;

/**
 * What holds on one node: the properties it was started with, under what an image says was set since.
 *
 * @param staticProperties by Kafka's names, checked with {@link io.weir.metadata.config.BrokerConfigs#checkStatic}
 */
public record NodeConfig(int nodeId, Map<String, String> staticProperties) {

    public NodeConfig {
        staticProperties = Map.copyOf(staticProperties);
    }

    /** Settings that cannot change while the node runs. */
    public ConfigValues fixed() {
        return new ConfigValues(BrokerLayers.ofStatic(staticProperties));
    }

    /** All of the node's settings as of this image. */
    public ConfigValues values(MetadataImage image) {
        return new ConfigValues(layers(image));
    }

    /** What holds for topics without settings of their own. Shared by all those topics, this saves time and memory. */
    public EffectiveTopicConfig topicDefaults(MetadataImage image) {
        return EffectiveTopicConfig.defaults(layers(image));
    }

    /** What holds for a topic. */
    public EffectiveTopicConfig topic(MetadataImage image, String name) {
        return topicDefaults(image).withOverrides(image.configs().ofTopic(name));
    }

    /** Tells every setting with its source, as DescribeConfigs does. */
    public ConfigDescriber describer(MetadataImage image) {
        return new ConfigDescriber(layers(image));
    }

    /** The layers of the node's configuration. */
    public BrokerLayers layers(MetadataImage image) {
        return image.configs().layers(nodeId, staticProperties);
    }
}
