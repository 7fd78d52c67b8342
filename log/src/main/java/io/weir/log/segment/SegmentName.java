package io.weir.log.segment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** Names of the files of a partition folder: the base offset in 20 digits, and what kind of file it is. */
public final class SegmentName {

    public static final String LOG = ".log";
    public static final String OFFSET_INDEX = ".index";
    public static final String TIME_INDEX = ".timeindex";
    public static final String TRANSACTION_INDEX = ".txnindex";
    public static final String PRODUCER_SNAPSHOT = ".snapshot";
    public static final String DELETED = ".deleted";

    /** Behind the names of a segment that compaction is writing: it is not part of the log. */
    public static final String CLEANED = ".cleaned";

    /** Behind the names of a complete segment that is taking the place of others: recovery sees to it. */
    public static final String SWAP = ".swap";

    private static final int DIGITS = 20;

    private SegmentName() {}

    public static Path path(Path folder, long offset, String suffix) {
        return folder.resolve(String.format(Locale.ROOT, "%020d", offset) + suffix);
    }

    /** The offset in a name that ends in {@code suffix}; empty when it is another kind of name. */
    public static OptionalLong offset(String name, String suffix) {
        if (name.length() != DIGITS + suffix.length() || !name.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(name.substring(0, DIGITS)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
