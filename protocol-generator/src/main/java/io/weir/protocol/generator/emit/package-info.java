/**
 * How a message spec becomes Java source: one emitter for each part of a record, one class for the code of each type.
 * Knows the names of the run-time classes in {@code wire} and {@code types}; reads no files and writes none.
 */
@NullMarked
package io.weir.protocol.generator.emit;

import org.jspecify.annotations.NullMarked;
