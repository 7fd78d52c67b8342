/**
 * Share groups at the broker: sessions of members, records read and given out, and what is said of them written down.
 *
 * <p>Who may have which record is decided in {@code delivery}; who is a member, and the state of partitions, are kept in
 * the coordination room.
 */
@NullMarked
package io.weir.broker.share;

import org.jspecify.annotations.NullMarked;
