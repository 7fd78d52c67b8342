/**
 * Share groups (KIP-932): members share partitions, and each record goes to one of them.
 * Knows neither sockets nor clocks nor records; what it decides are changes, which are its records as well.
 */
@NullMarked
package io.weir.coordination.share;

import org.jspecify.annotations.NullMarked;
