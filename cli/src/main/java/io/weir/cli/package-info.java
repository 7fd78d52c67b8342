/**
 * The {@code weir} command: the root of the command tree, its version, and what happens to errors nobody caught.
 * What a subcommand does lives in the package named like it.
 * Must not: talk to a broker, or know what a subcommand's options mean.
 */
@NullMarked
package io.weir.cli;

import org.jspecify.annotations.NullMarked;
