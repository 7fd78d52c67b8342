package io.weir.metadata.feature;

/**
 * Something that all brokers of a cluster do the same way, in steps.
 *
 * @param lowest the lowest level there is; 0 where it can be switched off
 * @param highest the highest level there is
 * @param initial the level in force as long as nobody has set one
 */
public record Feature(String name, short lowest, short highest, short initial) {

    Feature(String name, int lowest, int highest) {
        this(name, (short) lowest, (short) highest, (short) highest);
    }

    /** Whether this software can work at that level. */
    public boolean has(int level) {
        return lowest <= level && level <= highest;
    }
}
