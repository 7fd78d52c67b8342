/**
 * HTTP as the rest of the room needs it: routes, requests that are checked, answers, problems; over Helidon's server.
 *
 * <p>Must not know the broker, nor what is answered.
 */
@NullMarked
package io.weir.console.http;

import org.jspecify.annotations.NullMarked;
