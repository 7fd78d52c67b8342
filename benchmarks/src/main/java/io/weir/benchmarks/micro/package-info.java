/**
 * JMH benchmarks of the hot pieces, run by benchmarks/jmh and never by the build.
 * What is compared here is one version of Weir with the next; no broker runs.
 */
@NullMarked
package io.weir.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
