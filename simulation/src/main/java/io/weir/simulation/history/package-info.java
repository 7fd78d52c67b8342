/**
 * What clients asked for, were told and saw, in the order of time: the history of a run, simulated or real.
 *
 * <p>Must not know brokers, nor what is right: a history only says what was.
 */
@NullMarked
package io.weir.simulation.history;

import org.jspecify.annotations.NullMarked;
