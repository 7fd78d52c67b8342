/**
 * What a log knows of its idempotent and transactional producers: their last batches, their open transactions, and the
 * snapshots of all that on disk.
 * Decides which batch is a duplicate, a gap or a zombie's; knows nothing of segments or of how batches are stored.
 */
@NullMarked
package io.weir.log.producer;

import org.jspecify.annotations.NullMarked;
