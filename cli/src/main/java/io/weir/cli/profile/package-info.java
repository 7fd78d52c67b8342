/**
 * {@code weir profile}: clusters under names, so that nobody types addresses and secrets again.
 * Values of properties go into the file and to the client, never onto the screen.
 * Nothing here talks to a broker.
 */
@NullMarked
package io.weir.cli.profile;

import org.jspecify.annotations.NullMarked;
