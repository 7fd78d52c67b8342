/**
 * Where partitions are and who leads them: elections, reassignments.
 * What they mean is decided by the controller.
 * No state of its own.
 */
@NullMarked
package io.weir.broker.handlers.replicas;

import org.jspecify.annotations.NullMarked;
