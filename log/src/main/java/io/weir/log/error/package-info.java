/**
 * What can go wrong in a log, as types: a refused append with Kafka's error code, damaged files, a disk that fails.
 * Every message names the thing, the limit and the way out.
 * No logic lives here.
 */
@NullMarked
package io.weir.log.error;

import org.jspecify.annotations.NullMarked;
