/**
 * The build-time generator: from Kafka's JSON message specs, or our own in the same language, to Java records.
 * Here are the Maven goal and the order of the steps; what a spec means and what the code looks like live below.
 * Nothing here runs in a broker.
 */
@NullMarked
package io.weir.protocol.generator;

import org.jspecify.annotations.NullMarked;
