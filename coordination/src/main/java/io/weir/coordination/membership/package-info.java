/**
 * What groups of the new protocols have in common: what they see of topics, who sends heartbeats, how they refuse.
 * Knows no group of any kind.
 */
@NullMarked
package io.weir.coordination.membership;

import org.jspecify.annotations.NullMarked;
