package io.weir.benchmarks.machine;

import java.util.OptionalLong;

/** Reads the text of files below /proc; see proc(5). */
public final class ProcFiles {

    /** What the kernel shows user programs as its clock tick, whatever its own is. */
    private static final double TICKS_PER_SECOND = 100;

    /** Index of utime in what follows the process' name. */
    private static final int USER_TIME = 11;

    private static final int KIB = 1024;

    private ProcFiles() {}

    /**
     * CPU seconds in user and kernel mode, of all threads, ended ones included, from the text of a stat file.
     *
     * @throws IllegalArgumentException when this is no such text
     */
    public static double cpuSeconds(String stat) {
        // The name may hold blanks and parentheses; the last parenthesis ends it.
        int nameEnd = stat.lastIndexOf(')');
        String[] fields = nameEnd < 0
                ? new String[0]
                : stat.substring(nameEnd + 1).strip().split(" ");
        if (fields.length <= USER_TIME + 1) {
            throw new IllegalArgumentException("Not the text of a stat file: " + stat);
        }
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / TICKS_PER_SECOND;
    }

    /** The bytes behind a name such as {@code VmHWM} or {@code Rss}, from lines like {@code VmHWM:  123 kB}. */
    public static OptionalLong bytes(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().split("\\s+")[0])
                .mapToLong(kib -> Long.parseLong(kib) * KIB)
                .findFirst();
    }

    /** What stands behind a name and a colon, or the given default. */
    public static String value(String text, String name, String otherwise) {
        return text.lines()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
