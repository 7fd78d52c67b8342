/**
 * One small runtime for every coordinator: it runs a state machine per partition of an internal topic, writes the
 * records the machine decides on, and answers when they are committed.
 * Knows no group, no transaction, no socket; the log, the clock and the threads are ports.
 */
@NullMarked
package io.weir.coordination.runtime;

import org.jspecify.annotations.NullMarked;
