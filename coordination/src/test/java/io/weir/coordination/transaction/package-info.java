/** Scenarios and random histories of transactions in simulated time, and the fakes of the ports. */
@NullMarked
package io.weir.coordination.transaction;

import org.jspecify.annotations.NullMarked;
