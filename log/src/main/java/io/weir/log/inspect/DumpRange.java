package io.weir.log.inspect;

/**
 * What of the batches to show.
 *
 * @param from first offset
 * @param to last offset
 * @param withRecords whether what is in the batches is wanted too
 */
public record DumpRange(long from, long to, boolean withRecords) {

    public static final DumpRange ALL = new DumpRange(0, Long.MAX_VALUE, false);

    boolean overlaps(long first, long last) {
        return last >= from && first <= to;
    }

    boolean holds(long offset) {
        return offset >= from && offset <= to;
    }
}
