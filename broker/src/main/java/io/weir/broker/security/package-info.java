/**
 * Who may do what: principals, resources, operations, and the one port that decides.
 *
 * <p>Must not know connections or handlers.
 */
@NullMarked
package io.weir.broker.security;

import org.jspecify.annotations.NullMarked;
