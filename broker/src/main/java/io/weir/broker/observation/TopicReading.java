package io.weir.broker.observation;

import io.weir.broker.metrics.TopicTraffic;
import java.util.OptionalLong;

/**
 * One topic on this broker.
 *
 * @param replicas partitions of which a replica is here
 * @param sizeBytes of all of these; empty while that of some is not known yet
 */
public record TopicReading(String name, TopicTraffic traffic, int replicas, OptionalLong sizeBytes) {}
