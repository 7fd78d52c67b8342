package io.weir.coordination.transaction;

/**
 * The transactions of a coordinator that are not over.
 *
 * @param ongoing begun by their producers
 * @param ending decided, and not yet told to all partitions
 * @param oldestStartMs when the first of all these began, in ms since 1970; {@link Long#MAX_VALUE} where there is none
 */
public record OpenTransactions(int ongoing, int ending, long oldestStartMs) {

    static final OpenTransactions NONE = new OpenTransactions(0, 0, Long.MAX_VALUE);

    OpenTransactions and(OpenTransactions more) {
        return new OpenTransactions(
                ongoing + more.ongoing, ending + more.ending, Math.min(oldestStartMs, more.oldestStartMs));
    }
}
