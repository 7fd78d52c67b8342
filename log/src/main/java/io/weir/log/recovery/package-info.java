/**
 * From the files of a partition folder to a log that can be used: what a clean stop left is taken as it is, what a crash
 * left is checked and repaired, and damage is reported.
 * Knows nothing of appends to come.
 */
@NullMarked
package io.weir.log.recovery;

import org.jspecify.annotations.NullMarked;
