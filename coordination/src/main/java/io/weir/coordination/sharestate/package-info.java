/**
 * The state of share groups' partitions: how far each group has come in each partition, kept in __share_group_state.
 * Knows neither members nor records; who delivers what to whom is decided elsewhere and only written down here.
 */
@NullMarked
package io.weir.coordination.sharestate;

import org.jspecify.annotations.NullMarked;
