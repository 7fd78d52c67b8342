/**
 * {@code weir bench}: a load of numbered records, what it took, and whether every record came back once.
 * Must not: compare brokers; the module benchmarks does, with care.
 */
@NullMarked
package io.weir.cli.bench;

import org.jspecify.annotations.NullMarked;
