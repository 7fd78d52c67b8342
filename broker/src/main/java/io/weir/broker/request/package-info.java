/**
 * From frame to handler and back: headers, versions, the table of handlers by API key.
 *
 * <p>Must not know what any one API does, nor sockets.
 */
@NullMarked
package io.weir.broker.request;

import org.jspecify.annotations.NullMarked;
