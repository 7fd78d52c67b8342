/** Tests of what consumer groups write. */
@NullMarked
package io.weir.coordination.consumer;

import org.jspecify.annotations.NullMarked;
