/**
 * Consumer groups of the consumer protocol (KIP-848): the broker assigns, members reconcile step by step.
 * Knows neither sockets nor clocks nor committed offsets; what it decides are changes, which are its records as well.
 */
@NullMarked
package io.weir.coordination.consumer;

import org.jspecify.annotations.NullMarked;
