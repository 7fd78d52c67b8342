package io.weir.log.journal;

import java.nio.file.Path;

/**
 * What was found in one file of a journal.
 *
 * @param generation rises from use to use
 * @param entries that are sound
 * @param endBytes where they end in the file; what lies behind is of an earlier use, or torn
 */
public record JournalContent(Path path, long generation, int entries, long endBytes) {}
