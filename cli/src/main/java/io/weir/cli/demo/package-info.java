/**
 * {@code weir demo}: real flight data through a broker, three consumer groups, and checks of what each group saw.
 * Everything here is a plain Kafka client; only {@code EmbeddedCluster} knows that a broker can run in this process.
 * No general command-line code and nothing a broker needs belongs here.
 */
@NullMarked
package io.weir.cli.demo;

import org.jspecify.annotations.NullMarked;
