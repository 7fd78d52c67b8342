package io.weir.metadata.config;

import org.jspecify.annotations.Nullable;

/**
 * One of the places a value could come from, as DescribeConfigs lists them, strongest first.
 *
 * @param value text as it was set; null when it is sensitive
 */
public record ConfigSynonym(String name, @Nullable String value, ConfigSource source) {}
