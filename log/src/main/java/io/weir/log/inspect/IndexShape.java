package io.weir.log.inspect;

import io.weir.log.segment.IndexEntries;
import java.nio.file.Path;

/** What all index files have in common. */
final class IndexShape {

    private IndexShape() {}

    static void checkSize(Path file, IndexEntries entries, Findings findings) {
        if (entries.oddBytes() > 0) {
            findings.add(Finding.problemAt(
                    file,
                    entries.positionOf(entries.count()) + (long) entries.unusedBytes(),
                    "it ends with " + entries.oddBytes() + " bytes that are not a whole entry"));
        }
    }
}
