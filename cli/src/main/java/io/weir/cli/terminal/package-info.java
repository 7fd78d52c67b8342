/**
 * What every command shares towards the person or program that called it: output, tables, JSON lines, units, failures.
 * Binary-safe, and aware of the terminal's width.
 * Must not: know Kafka.
 */
@NullMarked
package io.weir.cli.terminal;

import org.jspecify.annotations.NullMarked;
