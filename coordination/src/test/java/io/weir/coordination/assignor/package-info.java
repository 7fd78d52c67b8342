/** Tests of who gets what. */
@NullMarked
package io.weir.coordination.assignor;

import org.jspecify.annotations.NullMarked;
