/**
 * The port to whoever writes the log of this process: which loggers there are, and at what level.
 * Must not: log anything, nor know of a logging library.
 */
@NullMarked
package io.weir.broker.logging;

import org.jspecify.annotations.NullMarked;
