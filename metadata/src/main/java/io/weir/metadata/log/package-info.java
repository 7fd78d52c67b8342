/**
 * The metadata log: a port for whatever keeps records durable and in order, and the adapter that keeps them in local files.
 * It carries entries of records, snapshots and who leads; what the records mean is not its business.
 * No rules of the controller and no images live here.
 */
@NullMarked
package io.weir.metadata.log;

import org.jspecify.annotations.NullMarked;
