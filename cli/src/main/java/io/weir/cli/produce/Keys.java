package io.weir.cli.produce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where keys come from: one for all, or the front of each line. */
final class Keys {

    private static final byte[] NO_SEPARATOR = {};
    private static final int NOT_THERE = -1;

    private final byte @Nullable [] fixed;
    private final byte[] separator;

    /**
     * The key of a line.
     *
     * @param fixed for lines that bring none; null for no key
     * @param separator what ends the key at the front of a line, not empty; null when lines bring no keys
     */
    Keys(@Nullable String fixed, @Nullable String separator) {
        this.fixed = fixed == null ? null : fixed.getBytes(StandardCharsets.UTF_8);
        this.separator = separator == null ? NO_SEPARATOR : separator.getBytes(StandardCharsets.UTF_8);
    }

    byte @Nullable [] key(byte[] line) {
        int at = separatorAt(line);
        return at == NOT_THERE ? fixed : Arrays.copyOf(line, at);
    }

    /** What is left of the line without its key. */
    byte[] value(byte[] line) {
        int at = separatorAt(line);
        return at == NOT_THERE ? line : Arrays.copyOfRange(line, at + separator.length, line.length);
    }

    private int separatorAt(byte[] line) {
        if (separator.length == 0) {
            return NOT_THERE;
        }
        for (int start = 0; start <= line.length - separator.length; start++) {
            if (Arrays.equals(line, start, start + separator.length, separator, 0, separator.length)) {
                return start;
            }
        }
        return NOT_THERE;
    }
}
