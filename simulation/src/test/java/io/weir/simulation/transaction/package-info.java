/**
 * Transactions in simulated time: the machines of both coordinators and the logs themselves, on a disk that loses power,
 * with clients whose requests are lost. One thread, one seed.
 */
@NullMarked
package io.weir.simulation.transaction;

import org.jspecify.annotations.NullMarked;
