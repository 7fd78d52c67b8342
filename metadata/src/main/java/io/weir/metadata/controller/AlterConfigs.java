package io.weir.metadata.controller;

import io.weir.metadata.config.ConfigResource;
import java.util.List;

/** Replace all settings of resources, or only see whether that could be done: Kafka's old way. */
public record AlterConfigs(List<Replacement> resources, boolean validateOnly) implements Command<ConfigResults> {

    /** A resource and all settings it shall have. */
    public record Replacement(ConfigResource resource, List<NamedValue> settings) {}
}
