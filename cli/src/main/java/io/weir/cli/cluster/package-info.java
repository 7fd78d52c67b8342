/**
 * The {@code weir cluster} commands: several brokers on this machine, each a process of its own.
 * A broker's settings are recorded in its folder, so that {@code weir serve} alone can start it again.
 * Must not: know more of a broker than how it is started, stopped and asked.
 */
@NullMarked
package io.weir.cli.cluster;

import org.jspecify.annotations.NullMarked;
