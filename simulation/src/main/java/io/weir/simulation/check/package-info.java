/**
 * What must not be found in a history: the anomalies that the Kafka workload of Jepsen looks for, each a rule.
 *
 * <p>Must not know how a history came to be.
 */
@NullMarked
package io.weir.simulation.check;

import org.jspecify.annotations.NullMarked;
