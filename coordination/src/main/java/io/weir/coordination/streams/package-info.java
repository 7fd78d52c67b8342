/**
 * Streams groups (KIP-1071): the broker knows the application's topology, has its internal topics made, and assigns tasks.
 * Knows neither sockets nor clocks nor committed offsets; what it decides are changes, which are its records as well.
 */
@NullMarked
package io.weir.coordination.streams;

import org.jspecify.annotations.NullMarked;
