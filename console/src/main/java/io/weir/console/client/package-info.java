/**
 * The console as a client of the cluster, while somebody asks.
 *
 * <p>Must not know what is asked.
 */
@NullMarked
package io.weir.console.client;

import org.jspecify.annotations.NullMarked;
