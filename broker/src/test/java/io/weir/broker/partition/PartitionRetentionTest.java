package io.weir.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.log.LogEnvironment;
import io.weir.log.append.Scrutiny;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.producer.TransactionProof;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionRetentionTest {

    private static final PartitionId ID = new PartitionId(new Uuid(1, 2), "topic", 0, false);
    private static final LogConfig CONFIG = LogConfig.DEFAULTS;
    private static final PartitionImage SOLE =
            new PartitionImage(0, List.of(1), List.of(Uuid.ZERO), List.of(1), Leadership.first(1));

    @TempDir
    private Path data;

    @Test
    void reachesALogThatNobodyHasUsedSinceTheStart() throws LogStoreException {
        // given a record of long ago, and a broker that was started again
        try (LogStore logs = open()) {
            partition(logs)
                    .append(
                            RecordBatchBuilder.plain()
                                    .append(1_000, null, ByteBuffer.allocate(10))
                                    .build(),
                            TransactionProof.NONE,
                            Scrutiny.RECORDS);
        }
        try (LogStore logs = open()) {
            Partition partition = partition(logs);

            // when, then
            assertThat(partition.applyRetention(System.currentTimeMillis(), false))
                    .isFalse();
            assertThat(partition.log().isOpen()).isFalse();

            // when, then
            assertThat(partition.applyRetention(System.currentTimeMillis(), true))
                    .isTrue();
            assertThat(partition.logStartOffset()).isEqualTo(1);
        }
    }

    @Test
    void leavesAPartitionWithoutFilesAlone() throws LogStoreException {
        try (LogStore logs = open()) {
            // given
            Partition partition = partition(logs);

            // when, then
            assertThat(partition.applyRetention(System.currentTimeMillis(), true))
                    .isFalse();
            assertThat(partition.log().isOpen()).isFalse();
        }
    }

    private static Partition partition(LogStore logs) {
        Partition partition = new Partition(
                ID, SOLE, new TopicTraffic(), listener -> logs.log(ID.folderName(), ID.topicId(), CONFIG, listener));
        partition.lead(SOLE, ReplicationPorts.alone(1), 1);
        return partition;
    }

    private LogStore open() throws LogStoreException {
        Disk disk = new NioDisk();
        return LogStore.open(
                new StoreConfig(List.of(data), "cluster", 1),
                new LogEnvironment(
                        disk,
                        InstantSource.system(),
                        new InlineFlusher(),
                        LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS));
    }
}
