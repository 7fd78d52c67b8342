/**
 * The settings of one log, grouped by what they govern, with Kafka's names, meanings and defaults.
 * Immutable records; a change makes a new one.
 * Knows nothing of files or of where a setting comes from.
 */
@NullMarked
package io.weir.log.config;

import org.jspecify.annotations.NullMarked;
