/**
 * What can be configured: the settings of topics, brokers and groups, their types, defaults and limits, and which layer wins.
 * Names are Kafka's; Weir's own begin with {@code weir.}. Pure rules: no files, no image of the cluster, no requests.
 * Nothing here may depend on another package of this module.
 */
@NullMarked
package io.weir.metadata.config;

import org.jspecify.annotations.NullMarked;
