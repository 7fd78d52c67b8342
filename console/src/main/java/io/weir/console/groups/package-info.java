/**
 * Consumer groups of all kinds: who is in them, how far they are, and where they are set to.
 *
 * <p>Must not know topics beyond where their partitions begin and end.
 */
@NullMarked
package io.weir.console.groups;

import org.jspecify.annotations.NullMarked;
