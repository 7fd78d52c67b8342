/**
 * The {@code weir produce} command: input split into records, sent by an ordinary producer, and counted.
 * Input is bytes from end to end; nothing is decoded.
 * Must not: know the broker's classes.
 */
@NullMarked
package io.weir.cli.produce;

import org.jspecify.annotations.NullMarked;
