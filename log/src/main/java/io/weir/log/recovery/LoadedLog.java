package io.weir.log.recovery;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.producer.ProducerSnapshots;
import io.weir.log.producer.ProducerTable;
import io.weir.log.segment.SegmentList;

/**
 * A log as it was found.
 *
 * @param logEndOffset offset after its last good record
 * @param epochs reaching from the log's start to its end
 * @param producers as of the log's end
 */
public record LoadedLog(
        SegmentList segments,
        long logStartOffset,
        long logEndOffset,
        LeaderEpochs epochs,
        ProducerTable producers,
        ProducerSnapshots snapshots) {}
