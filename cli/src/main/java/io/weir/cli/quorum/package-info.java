/**
 * {@code weir quorum} and {@code weir feature}: who keeps the cluster's metadata and votes on it, and which features the cluster
 * has decided to use.
 * Must not: touch what is in topics.
 */
@NullMarked
package io.weir.cli.quorum;

import org.jspecify.annotations.NullMarked;
