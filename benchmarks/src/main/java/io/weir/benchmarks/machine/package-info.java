/**
 * What the operating system tells of a process and of the machine, and what the machine can do at most.
 * Linux only: everything else is read from there. Knows no broker.
 */
@NullMarked
package io.weir.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
