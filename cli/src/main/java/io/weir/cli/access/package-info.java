/**
 * {@code weir acl}, {@code weir user}, {@code weir quota} and {@code weir token}: who may do what, and how much of it.
 * Secrets are read from standard input or a terminal, and never printed, but for a token's to whoever made it.
 * Must not: decide anything; brokers that do not offer this refuse it.
 */
@NullMarked
package io.weir.cli.access;

import org.jspecify.annotations.NullMarked;
