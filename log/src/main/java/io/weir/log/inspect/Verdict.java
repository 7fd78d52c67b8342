package io.weir.log.inspect;

/**
 * What a verification comes to.
 *
 * @param problems findings about which somebody should do something
 * @param notes findings that are in the course of things
 * @param inUse a broker was at work on the folder meanwhile
 */
public record Verdict(long partitions, long segments, long batches, long records, Count found, boolean inUse) {

    /** How many findings there were. */
    public record Count(long problems, long notes) {}

    public boolean isSound() {
        return found.problems() == 0;
    }
}
