/**
 * The nodes that keep the metadata: described, and given or taken a vote (KIP-595, KIP-853).
 * Only translation and checks of requests; what the group is, its leader says.
 */
@NullMarked
package io.weir.broker.handlers.quorum;

import org.jspecify.annotations.NullMarked;
