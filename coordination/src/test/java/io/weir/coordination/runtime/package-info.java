/** Tests of the runtime, and the fakes of its ports. */
@NullMarked
package io.weir.coordination.runtime;

import org.jspecify.annotations.NullMarked;
