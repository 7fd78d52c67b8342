/**
 * Commands and their answers as bytes, for a node whose controller is elsewhere.
 * Only the records of the controller's own commands can be read: no class is chosen by what bytes say.
 * No sockets, and no meaning of what is carried.
 */
@NullMarked
package io.weir.metadata.forward;

import org.jspecify.annotations.NullMarked;
