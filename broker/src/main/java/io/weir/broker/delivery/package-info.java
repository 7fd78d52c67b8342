/**
 * Who has which record of a partition that a share group reads: records are acquired, acknowledged, released, given up.
 * A state machine for one thread at a time; knows no log, no socket, no clock, and not where its state is kept.
 */
@NullMarked
package io.weir.broker.delivery;

import org.jspecify.annotations.NullMarked;
