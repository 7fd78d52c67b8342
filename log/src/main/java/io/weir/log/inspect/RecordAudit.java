package io.weir.log.inspect;

import io.weir.log.segment.SegmentScan;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.records.InvalidBatchException;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.records.RecordReader;
import java.io.IOException;
import java.nio.file.Path;

/** Decompresses what is compressed: of those batches not all were looked into when their client sent them (ADR 16). */
record RecordAudit(Path segment, Findings findings) implements BatchVisitor {

    @Override
    public void batch(SegmentScan at) throws IOException {
        if (at.header().compression() == CompressionType.NONE) {
            return;
        }
        RecordBatch batch = at.load();
        try (RecordReader records = batch.records()) {
            while (records.hasNext()) {
                records.next();
            }
        } catch (InvalidBatchException e) {
            findings.add(Finding.problemAt(
                    segment,
                    at.position(),
                    batch.baseOffset(),
                    "no client can read the " + batch.recordCount() + " records of this batch, it was sent so: "
                            + e.getMessage()));
        }
    }

    @Override
    public void end() {
        // Each batch stands for itself.
    }
}
