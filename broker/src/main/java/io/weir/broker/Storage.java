package io.weir.broker;

import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import io.weir.log.LogEnvironment;
import io.weir.log.disk.ColdReadBudget;
import io.weir.log.disk.Disk;
import io.weir.log.disk.ParkingDisk;
import io.weir.log.flush.FlushListener;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.GroupCommitFlusher;
import io.weir.log.flush.SharedJournal;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.log.LocalMetadataLog;
import io.weir.metadata.log.MetadataLog;
import io.weir.metadata.log.MetadataLogException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a broker keeps on disk: the metadata log, with the controller over it, and the partitions' logs.
 *
 * <p>The metadata log comes first: it knows the cluster's id, which the log folders must carry too.
 */
record Storage(ControllerRuntime controller, LogStore logs, Flusher flusher, ParkingDisk disk)
        implements AutoCloseable {

    private static final int FLUSH_THREADS = 2;
    private static final int FLUSH_TOGETHER_FROM = 4;

    /**
     * Opens both.
     *
     * @param device where the logs are
     * @param producerIdExpiration after how much silence logs forget a producer, in ms
     * @param shared the metadata log of a cluster; empty for a node that is alone
     * @throws StartupException when a folder cannot be used
     */
    static Storage open(
            BrokerConfig config,
            InstantSource clock,
            Disk device,
            LongSupplier producerIdExpiration,
            Optional<MetadataLog> shared,
            FlushListener flushes) {
        Lifecycle opened = new Lifecycle();
        try {
            MetadataLog metadataLog = opened.add(shared.orElseGet(() -> openMetadataLog(config)));
            ParkingDisk disk = opened.add(new ParkingDisk(device, coldReads(config.values())));
            Flusher flusher = opened.add(new GroupCommitFlusher(disk, FLUSH_THREADS, FLUSH_TOGETHER_FROM, flushes));
            LogStore logs = opened.add(LogStore.open(
                    new StoreConfig(
                            config.dataDirs(),
                            metadataLog.clusterId(),
                            config.nodeId(),
                            config.values().longValue("weir.reserved.bytes")),
                    new LogEnvironment(disk, clock, flusher, producerIdExpiration, SharedJournal.none())));
            ControllerRuntime controller =
                    ControllerRuntime.start(config.node(), metadataLog, clock, new SecureRandom());
            return new Storage(controller, logs, flusher, disk);
        } catch (LogStoreException | MetadataLogException e) {
            opened.close();
            throw new StartupException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static ColdReadBudget coldReads(ConfigValues values) {
        return new ColdReadBudget(
                values.intValue("weir.cold.read.threads"), values.longValue("weir.cold.read.max.bytes.per.second"));
    }

    private static LocalMetadataLog openMetadataLog(BrokerConfig config) {
        long snapshotBytes = config.values().longValue("metadata.log.max.record.bytes.between.snapshots");
        return LocalMetadataLog.open(config.metadataDir(), config.nodeId(), snapshotBytes);
    }

    @Override
    public void close() {
        // Each whatever becomes of the others, and in the reverse order: no log is closed while it is flushed.
        Lifecycle parts = new Lifecycle();
        parts.add(disk);
        parts.add(logs);
        parts.add(flusher);
        parts.add(controller);
        parts.close();
    }
}
