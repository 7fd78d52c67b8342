package io.weir.broker.partition;

import io.weir.log.config.CompactionConfig;
import io.weir.log.config.FlushConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.config.MessageConfig;
import io.weir.log.config.RetentionConfig;
import io.weir.log.config.SegmentConfig;
import io.weir.log.config.TimestampConfig;
import io.weir.metadata.config.EffectiveTopicConfig;
import io.weir.protocol.compress.Compression;

/** A topic's settings in the words of its partitions' logs. */
final class LogConfigs {

    private LogConfigs() {}

    static LogConfig of(EffectiveTopicConfig topic) {
        return new LogConfig(
                new SegmentConfig(
                        topic.segmentBytes(),
                        topic.segmentMs(),
                        topic.segmentJitterMs(),
                        topic.indexIntervalBytes(),
                        topic.segmentIndexBytes()),
                new RetentionConfig(
                        topic.isDelete(), topic.retentionMs(), topic.retentionBytes(), topic.fileDeleteDelayMs()),
                new CompactionConfig(
                        topic.isCompact(),
                        topic.minCleanableDirtyRatio(),
                        topic.minCompactionLagMs(),
                        topic.maxCompactionLagMs(),
                        topic.deleteRetentionMs()),
                new FlushConfig(topic.flushBeforeAck(), topic.flushMessages(), topic.flushMs()),
                new MessageConfig(
                        topic.maxMessageBytes(),
                        topic.compression().map(type -> new Compression(type, topic.compressionLevel(type))),
                        new TimestampConfig(
                                topic.isLogAppendTime(), topic.timestampBeforeMaxMs(), topic.timestampAfterMaxMs()),
                        topic.verifyEveryBatch()));
    }
}
