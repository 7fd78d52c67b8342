/** What commands that measure have in common. */
@NullMarked
package io.weir.cli.stats;

import org.jspecify.annotations.NullMarked;
