/**
 * How commands reach a broker, any Kafka broker: connection options, clients made from them, answers awaited, and
 * the errors of clients put into words that say what to do next.
 * Must not: know what a command prints.
 */
@NullMarked
package io.weir.cli.client;

import org.jspecify.annotations.NullMarked;
