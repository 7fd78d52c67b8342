/**
 * The API keys of groups: authorization here, everything else in the group coordinator.
 *
 * <p>Must not know group state; that lives in the coordination room.
 */
@NullMarked
package io.weir.broker.handlers.group;

import org.jspecify.annotations.NullMarked;
