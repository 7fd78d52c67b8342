@NullMarked
package io.weir.coordination.sharestate;

import org.jspecify.annotations.NullMarked;
