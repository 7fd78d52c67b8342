/**
 * The API keys of the cluster as a whole: its nodes, folders, coordinators and settings.
 *
 * <p>Rules about settings live in the metadata room; here are authorization and translation.
 */
@NullMarked
package io.weir.broker.handlers.cluster;

import org.jspecify.annotations.NullMarked;
