/**
 * A cluster in one thread and in simulated time: the controller, the replication and the logs of several brokers, over a
 * network and disks that fail as a seed says. Only what is consensus, threads or sockets is stood in for.
 */
@NullMarked
package io.weir.simulation.replication;

import org.jspecify.annotations.NullMarked;
