package io.weir.broker.delivery;

import java.util.List;

/**
 * What has to be written down.
 *
 * @param number by which the outcome is told to the ledger
 * @param startOffset the first offset not done with, as of before this
 * @param deliveryCompleteCount offsets from there on that are done with, as of after this
 * @param changes the offsets that change
 */
public record Write(long number, long startOffset, int deliveryCompleteCount, List<Changed> changes) {

    /** Offsets, both inclusive, and what becomes of them. */
    public record Changed(long first, long last, RecordState state, int deliveryCount) {}
}
