package io.weir.coordination.sharestate;

import java.util.List;

/**
 * What is new about a partition.
 *
 * @param epochs those the writer knows, -1 where it does not say
 * @param startOffset the first offset not done with, or -1 for no change
 * @param deliveryCompleteCount offsets from the start on that are done with, or -1 where not known
 * @param batches the offsets whose state has changed
 */
public record StateWrite(
        ShareState.Epochs epochs, long startOffset, int deliveryCompleteCount, List<StateBatch> batches) {

    public StateWrite {
        batches = List.copyOf(batches);
    }
}
