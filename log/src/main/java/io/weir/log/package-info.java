/**
 * One partition's log on disk: append, read, search, truncate, retain; durable when it says so, and the same again after
 * a crash. This package is what others use; the packages below it are its parts.
 * Knows no topic names, clients, sockets or other nodes.
 */
@NullMarked
package io.weir.log;

import org.jspecify.annotations.NullMarked;
