package io.weir.log.journal;

/**
 * How much a journal may hold before the logs' own files are forced.
 *
 * @param fileBytes size of each of the two files; entries that void others may go beyond it
 * @param maxAgeMs what is older is forced where it belongs by the next housekeeping, so that a start after a crash has
 *     little to do
 */
public record JournalConfig(int fileBytes, long maxAgeMs) {

    public static final JournalConfig DEFAULTS = new JournalConfig(64 << 20, 30_000);

    /** No journal: every log is forced itself. */
    public static final JournalConfig OFF = new JournalConfig(0, 30_000);

    boolean isOff() {
        return fileBytes <= 0;
    }
}
