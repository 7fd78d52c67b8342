/**
 * What coordinators know of groups and Kafka's requests do not ask for, wherever in the cluster the coordinator is.
 *
 * <p>Must not know who asks.
 */
@NullMarked
package io.weir.broker.insight;

import org.jspecify.annotations.NullMarked;
