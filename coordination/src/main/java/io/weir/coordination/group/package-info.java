/**
 * Groups of the classic protocol, the offsets of all groups, and which kind of group a request is for, as a state machine on
 * the coordinator runtime, behind one facade with a method per request.
 * Knows no socket, no file and no clock; topics are looked up through a port.
 */
@NullMarked
package io.weir.coordination.group;

import org.jspecify.annotations.NullMarked;
