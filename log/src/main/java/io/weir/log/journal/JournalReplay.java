package io.weir.log.journal;

import io.weir.log.checkpoint.PartitionMetadata;
import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.WholeFile;
import io.weir.log.flush.LogId;
import io.weir.log.segment.SegmentName;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the journal holds to where it belongs, before any log is opened. Always writes, and never looks whether the
 * bytes are there: what can be read after a failed force need not be on the disk.
 */
public final class JournalReplay {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);
    private static final int FORCE_TOGETHER_FROM = 32;

    private final Disk disk;
    private final Path dataFolder;
    private final Set<Path> written = new LinkedHashSet<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    private JournalReplay(Disk disk, Path dataFolder) {
        this.disk = disk;
        this.dataFolder = dataFolder;
    }

    /** After an unclean stop: applies the journal, forces what was written, and deletes it. */
    public static void run(Disk disk, Path dataFolder) throws IOException {
        JournalPlan plan = JournalPlan.read(disk, dataFolder);
        if (!plan.logs().isEmpty()) {
            LOG.info(
                    "Applying the journal of {} to {} logs",
                    dataFolder,
                    plan.logs().size());
            JournalReplay replay = new JournalReplay(disk, dataFolder);
            replay.apply(plan);
            replay.force();
        }
        delete(disk, dataFolder, plan);
    }

    /** After a clean stop: a journal that is still there is older than what the logs hold. */
    public static void discard(Disk disk, Path dataFolder) throws IOException {
        delete(disk, dataFolder, JournalPlan.read(disk, dataFolder));
    }

    /** The older file first: alone it would bring back what the newer one has void. */
    private static void delete(Disk disk, Path dataFolder, JournalPlan plan) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        // Those without a header promise nothing.
        files.addAll(JournalFormat.files(dataFolder));
        plan.files().forEach(file -> files.remove(file.path()));
        plan.files().forEach(file -> files.add(file.path()));
        for (Path file : files) {
            if (disk.deleteIfExists(file)) {
                disk.forceDirectory(dataFolder);
            }
        }
    }

    private void apply(JournalPlan plan) throws IOException {
        try (OpenSegment open = new OpenSegment()) {
            List<PlannedLog> owned = new ArrayList<>();
            for (PlannedLog log : plan.logs()) {
                if (isOwned(log.id())) {
                    owned.add(log);
                }
            }
            plan.show(disk, owned, open);
        }
    }

    /** Whether the folder is this topic's, or nobody's yet. */
    private boolean isOwned(LogId log) throws IOException {
        Path folder = dataFolder.resolve(log.folderName());
        Optional<Uuid> owner = PartitionMetadata.read(disk, folder).map(PartitionMetadata::topicId);
        if (owner.isPresent() && !owner.get().equals(log.topicId())) {
            LOG.info("{} is of topic id {} now; the journal has records of {}", folder, owner.get(), log.topicId());
            return false;
        }
        if (owner.isEmpty()) {
            disk.createDirectories(folder);
            Path file = folder.resolve(PartitionMetadata.FILE_NAME);
            String content = new PartitionMetadata(log.topicId()).format();
            WholeFile.write(disk, file, content.getBytes(StandardCharsets.UTF_8), false);
            written.add(file);
        }
        folders.add(folder);
        return true;
    }

    private void force() throws IOException {
        if (written.size() >= FORCE_TOGETHER_FROM && disk.forceAll(dataFolder)) {
            return;
        }
        for (Path path : written) {
            try (DiskFile file = disk.openExisting(path)) {
                file.force();
            }
        }
        for (Path folder : folders) {
            disk.forceDirectory(folder);
        }
        disk.forceDirectory(dataFolder);
    }

    /** Writes into segments, and keeps the last one open. */
    private final class OpenSegment implements PlannedLog.Visitor, AutoCloseable {

        private Path path = dataFolder;
        private Optional<DiskFile> file = Optional.empty();
        private long sizeBytes;

        @Override
        public boolean visit(LogId log, long segment, int position, ByteBuffer batches) throws IOException {
            Path wanted = SegmentName.path(dataFolder.resolve(log.folderName()), segment, SegmentName.LOG);
            long found = wanted.equals(path) ? sizeBytes : disk.exists(wanted) ? disk.sizeBytes(wanted) : 0;
            if (position > found) {
                LOG.error(
                        "{} has {} bytes, and the journal goes on at position {}: what was between is lost, and the"
                                + " rest of the journal's records of this log with it",
                        wanted,
                        found,
                        position);
                return false;
            }
            DiskFile target = open(wanted);
            int bytes = batches.remaining();
            target.write(batches, position);
            sizeBytes = Math.max(sizeBytes, position + (long) bytes);
            return true;
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
                file = Optional.empty();
            }
        }

        private DiskFile open(Path wanted) throws IOException {
            if (file.isPresent() && path.equals(wanted)) {
                return file.get();
            }
            close();
            DiskFile opened = disk.open(wanted);
            file = Optional.of(opened);
            path = wanted;
            sizeBytes = opened.size();
            written.add(wanted);
            return opened;
        }
    }
}
