/**
 * All logs of a broker in its data folders: whose the folders are, which logs they hold, their checkpoints, and the mark
 * of a clean stop.
 * Knows folders by name only; which topic a name belongs to is the owner's business.
 */
@NullMarked
package io.weir.log.store;

import org.jspecify.annotations.NullMarked;
