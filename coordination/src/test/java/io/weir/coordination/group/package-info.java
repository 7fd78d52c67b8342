/** Scenarios and random histories of groups in simulated time, and the fakes of the ports. */
@NullMarked
package io.weir.coordination.group;

import org.jspecify.annotations.NullMarked;
