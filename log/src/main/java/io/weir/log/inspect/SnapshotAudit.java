package io.weir.log.inspect;

import io.weir.log.disk.Disk;
import io.weir.log.disk.WholeFile;
import io.weir.log.producer.ProducerSnapshot;
import io.weir.log.segment.SegmentName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Looks at the snapshots of producers. */
final class SnapshotAudit {

    private SnapshotAudit() {}

    /** @param endOffset of the log as its batches have it */
    static void check(Disk disk, Path file, long endOffset, Findings findings) throws IOException {
        long offset = SegmentName.offset(file.getFileName().toString(), SegmentName.PRODUCER_SNAPSHOT)
                .orElseThrow();
        if (ProducerSnapshot.read(ByteBuffer.wrap(WholeFile.read(disk, file))).isEmpty()) {
            findings.add(Finding.problem(
                    file,
                    "its checksum, size or version is wrong; what it held is read from an older one or from the log"));
        } else if (offset > endOffset) {
            findings.add(Finding.note(file, "it is of offset " + offset + ", and the log ends at " + endOffset));
        }
    }
}
