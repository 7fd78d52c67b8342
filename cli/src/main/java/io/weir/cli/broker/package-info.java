/**
 * {@code weir broker}: the brokers of a cluster, what they run with, what they can do; and one that is gone, forgotten.
 * Must not: start or stop one; {@code weir serve} and {@code weir cluster} do.
 */
@NullMarked
package io.weir.cli.broker;

import org.jspecify.annotations.NullMarked;
