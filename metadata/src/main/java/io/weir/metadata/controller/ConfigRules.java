package io.weir.metadata.controller;

import io.weir.metadata.config.ClientMetricsConfigs;
import io.weir.metadata.config.ClientMetricsSubscription;
import io.weir.metadata.config.ConfigChecks;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.InvalidConfigException;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.protocol.types.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whether a resource may have the settings it would have, with Kafka's error codes. */
final class ConfigRules {

    /** Bytes of a value; Kafka's limit. */
    static final int MAX_VALUE_BYTES = Short.MAX_VALUE;

    private final NodeConfig node;
    private final MetadataImage image;

    ConfigRules(NodeConfig node, MetadataImage image) {
        this.node = node;
        this.image = image;
    }

    /** Throws a refusal when the resource may not have these settings, or is not there to have any. */
    void check(ConfigResource resource, Map<String, String> all) {
        switch (resource.type()) {
            case TOPIC -> checkExistingTopic(resource.name(), all);
            case BROKER -> checkBroker(resource, all);
            case GROUP -> checkGroup(resource.name(), all);
            case CLIENT_METRICS -> checkClientMetrics(resource.name(), all);
            case BROKER_LOGGER, UNKNOWN ->
                throw new RefusedException(
                        ErrorCode.INVALID_REQUEST,
                        "Settings of resource type " + resource.type() + " cannot be changed");
        }
    }

    /** The settings of a topic that is about to be created. */
    void checkTopic(Map<String, String> all) {
        checkSizes(all);
        try {
            ConfigChecks.topic(all, node.topicDefaults(image));
        } catch (InvalidConfigException e) {
            throw new RefusedException(ErrorCode.INVALID_CONFIG, message(e));
        }
    }

    private void checkExistingTopic(String name, Map<String, String> all) {
        if (name.isEmpty()) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "Default topic resources are not allowed.");
        }
        TopicNames.problem(name).ifPresent(problem -> {
            throw new RefusedException(ErrorCode.INVALID_TOPIC_EXCEPTION, problem);
        });
        checkTopic(all);
        if (image.topics().named(name).isEmpty()) {
            throw new RefusedException(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "The topic '" + name + "' does not exist.");
        }
    }

    private void checkBroker(ConfigResource resource, Map<String, String> all) {
        checkSizes(all);
        try {
            ConfigChecks.broker(all, !resource.isDefaultBroker());
            ConfigChecks.cleanerThreads(all, !resource.isDefaultBroker(), node.layers(image));
        } catch (InvalidConfigException e) {
            // Not INVALID_CONFIG: clients know this code for brokers' settings (KAFKA-13609).
            throw new RefusedException(ErrorCode.INVALID_REQUEST, message(e));
        }
        if (!resource.isDefaultBroker()
                && image.cluster().broker(nodeId(resource.name())).isEmpty()) {
            throw new RefusedException(
                    ErrorCode.BROKER_ID_NOT_REGISTERED, "No broker with id " + resource.name() + " found.");
        }
    }

    private void checkGroup(String name, Map<String, String> all) {
        if (name.isEmpty()) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "Default group resources are not allowed.");
        }
        checkSizes(all);
        try {
            ConfigChecks.group(all, node.layers(image));
        } catch (InvalidConfigException e) {
            throw new RefusedException(ErrorCode.INVALID_CONFIG, message(e));
        }
    }

    /** Unknown names and an interval out of bounds are held against the request, in Kafka's order. */
    private static void checkClientMetrics(String name, Map<String, String> all) {
        if (name.isEmpty()) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "Subscription name can't be empty");
        }
        checkSizes(all);
        refuse(ErrorCode.INVALID_REQUEST, () -> ConfigChecks.clientMetricsNames(all));
        refuse(ErrorCode.INVALID_CONFIG, () -> ClientMetricsConfigs.TABLE.check(all));
        refuse(ErrorCode.INVALID_REQUEST, () -> ClientMetricsConfigs.checkInterval(all));
        refuse(ErrorCode.INVALID_CONFIG, () -> {
            ClientMetricsSubscription _ = ClientMetricsSubscription.of(all);
        });
    }

    private static void refuse(ErrorCode code, Runnable check) {
        try {
            check.run();
        } catch (InvalidConfigException e) {
            throw new RefusedException(code, message(e));
        }
    }

    private static void checkSizes(Map<String, String> all) {
        all.forEach((name, value) -> {
            if (value.length() > MAX_VALUE_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
                throw new RefusedException(
                        ErrorCode.INVALID_CONFIG,
                        "The value of " + name + " is larger than " + MAX_VALUE_BYTES + " bytes, which is the limit");
            }
        });
    }

    private static int nodeId(String name) {
        try {
            int id = Integer.parseInt(name);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Told below, together with negative numbers.
        }
        throw new RefusedException(
                ErrorCode.INVALID_REQUEST, "A broker's name is its node id, a number from 0 on, but it is: " + name);
    }

    private static String message(InvalidConfigException e) {
        return String.valueOf(e.getMessage());
    }
}
