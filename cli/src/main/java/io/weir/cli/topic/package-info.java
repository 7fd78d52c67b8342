/**
 * The {@code weir topic} commands: create, list, describe, alter, delete, as an ordinary admin client.
 * Each command asks, shapes the answer into records, and prints those.
 * Must not: know the broker's classes.
 */
@NullMarked
package io.weir.cli.topic;

import org.jspecify.annotations.NullMarked;
