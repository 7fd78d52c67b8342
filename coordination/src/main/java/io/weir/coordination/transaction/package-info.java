/**
 * The transaction coordinator: which producer has which transactional id, and how its transaction ends, in all its
 * partitions the same way. State machines over the records of __transaction_state.
 * Knows no socket and no partition's log; markers are written through a port.
 */
@NullMarked
package io.weir.coordination.transaction;

import org.jspecify.annotations.NullMarked;
