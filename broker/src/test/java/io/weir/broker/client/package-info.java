/**
 * The broker as the official Java client sees it: producer, consumer and admin over real sockets.
 *
 * <p>Nothing here looks inside the broker but through its public start and stop. Null-unmarked: the client's maps answer
 * null, and a null where a test expects a value fails that test as it should.
 */
@NullUnmarked
package io.weir.broker.client;

import org.jspecify.annotations.NullUnmarked;
