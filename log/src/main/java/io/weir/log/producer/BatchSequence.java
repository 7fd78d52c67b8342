package io.weir.log.producer;

/**
 * What is kept of a batch to recognise it when it comes again.
 *
 * @param offsetDelta last offset less first offset
 */
public record BatchSequence(int lastSequence, long lastOffset, int offsetDelta, long timestampMs) {

    /** Sequence numbers wrap from {@link Integer#MAX_VALUE} to 0. */
    public int firstSequence() {
        return (int) ((lastSequence - (long) offsetDelta) & Integer.MAX_VALUE);
    }

    public long firstOffset() {
        return lastOffset - offsetDelta;
    }
}
