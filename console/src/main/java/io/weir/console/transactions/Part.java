package io.weir.console.transactions;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a transaction is in a partition.
 *
 * @param firstOffset  of the transaction here
 * @param stableOffset where readers of committed records stop
 * @param end          after the last record
 * @param groups       that read the partition, at most 20
 */
record Part(
        String topic,
        int partition,
        OptionalLong firstOffset,
        OptionalLong stableOffset,
        OptionalLong end,
        List<String> groups) {}
