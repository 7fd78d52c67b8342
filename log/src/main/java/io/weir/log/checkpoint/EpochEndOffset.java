package io.weir.log.checkpoint;

/**
 * Where a leader epoch ended in a log (KIP-101, KIP-279).
 *
 * @param epoch the largest known epoch that is not above the one asked for; -1 when there is none
 * @param endOffset offset after its last record; -1 when unknown
 */
public record EpochEndOffset(int epoch, long endOffset) {

    public static final EpochEndOffset UNDEFINED = new EpochEndOffset(-1, -1);

    public boolean isDefined() {
        return endOffset >= 0;
    }
}
