@NullMarked
package io.weir.coordination.share;

import org.jspecify.annotations.NullMarked;
