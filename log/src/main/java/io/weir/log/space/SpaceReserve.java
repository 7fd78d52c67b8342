package io.weir.log.space;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.DiskSpace;
import io.weir.log.disk.DiskTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of a data folder that holds nothing but room. It is given up when something that matters more than new records
 * finds the disk full, and taken again when there is room. Until then no records are taken, so that they do not eat what
 * was kept back from them.
 */
public final class SpaceReserve implements DiskSpace {

    /** The file, in the data folder. */
    public static final String FILE_NAME = ".weir_reserved_space";

    private static final Logger LOG = LoggerFactory.getLogger(SpaceReserve.class);
    private static final int LARGEST_SHARE_OF_DISK = 16;
    private static final int URGENT_SHARE = 2;
    private static final int CHUNK_BYTES = 1 << 20;

    /** As much must be left to records as is kept back from them, or they would find the disk full again at once. */
    private static final long LEAST_ROOM_BYTES = 1 << 20;

    private final Disk disk;
    private final Path folder;
    private final long targetBytes;
    private long urgentBytesLeft;
    private boolean held;
    private volatile boolean full;

    /** @param targetBytes how much is kept back; 0 for nothing */
    private SpaceReserve(Disk disk, Path folder, long targetBytes) {
        this.disk = disk;
        this.folder = folder;
        this.targetBytes = targetBytes;
    }

    /**
     * Takes the reserve of a data folder. Without room for it the broker goes on in the state in which its disk is full.
     *
     * @param wantedBytes how much to keep back, on a small disk less: at most a sixteenth of it
     */
    public static SpaceReserve take(Disk disk, Path folder, long wantedBytes) throws IOException {
        long bytes = wantedBytes == 0 ? 0 : Math.min(wantedBytes, disk.totalBytes(folder) / LARGEST_SHARE_OF_DISK);
        SpaceReserve reserve = new SpaceReserve(disk, folder, bytes);
        reserve.begin();
        return reserve;
    }

    @Override
    public boolean admits(long bytes, boolean isUrgent) {
        return !full || lookAgain() || (isUrgent && takeUrgent(bytes));
    }

    @Override
    public synchronized boolean foundFull() {
        if (full) {
            return false;
        }
        full = true;
        LOG.error(
                "The disk of {} is full: records are refused with KAFKA_STORAGE_ERROR and reads go on. Delete topics,"
                        + " lower retention.ms or retention.bytes of large ones, or make room on the disk by other"
                        + " means; records are then taken again without a restart",
                folder);
        return true;
    }

    @Override
    public synchronized boolean giveUpReserve() {
        foundFull();
        if (!held) {
            return false;
        }
        held = false;
        urgentBytesLeft = targetBytes / URGENT_SHARE;
        LOG.warn(
                "Using the {} bytes kept back in {}, for recovery, deletion and checkpoints",
                targetBytes,
                folder.resolve(FILE_NAME));
        try (DiskFile file = disk.open(folder.resolve(FILE_NAME))) {
            file.truncate(0);
        } catch (IOException e) {
            LOG.warn("The space kept back in {} could not be freed: {}", folder, e.toString());
        }
        return true;
    }

    @Override
    public boolean isFull() {
        return full;
    }

    /** By the clock: whether there is room again. */
    public void tend() {
        if (full) {
            lookAgain();
        }
    }

    private synchronized void begin() throws IOException {
        Path file = folder.resolve(FILE_NAME);
        long found = disk.exists(file) ? disk.sizeBytes(file) : 0;
        if (targetBytes == 0) {
            disk.deleteIfExists(file);
        } else if (found == targetBytes) {
            held = true;
        } else {
            resize(found);
        }
    }

    private void resize(long found) throws IOException {
        if (found > targetBytes) {
            try (DiskFile file = disk.open(folder.resolve(FILE_NAME))) {
                file.truncate(targetBytes);
            }
            held = true;
        } else if (!hasRoom() || !fill()) {
            foundFull();
            urgentBytesLeft = targetBytes / URGENT_SHARE;
        }
    }

    private boolean hasRoom() {
        try {
            long room = Math.max(targetBytes, LEAST_ROOM_BYTES);
            return disk.usableBytes(folder) > (held ? room : room + targetBytes);
        } catch (IOException e) {
            LOG.warn("The free space of {} is unknown: {}", folder, e.toString());
            return false;
        }
    }

    private synchronized boolean lookAgain() {
        if (full && hasRoom() && (held || fill())) {
            full = false;
            LOG.info("There is room on the disk of {} again: records are taken", folder);
        }
        return !full;
    }

    private synchronized boolean takeUrgent(long bytes) {
        if (targetBytes > 0 && bytes > urgentBytesLeft) {
            return false;
        }
        urgentBytesLeft -= bytes;
        return true;
    }

    /** Writes bytes that no file system makes smaller than they are. */
    private boolean fill() {
        try (DiskFile file = disk.open(folder.resolve(FILE_NAME))) {
            byte[] noise = new byte[(int) Math.min(CHUNK_BYTES, targetBytes)];
            new SplittableRandom(targetBytes).nextBytes(noise);
            for (long at = file.size(); at < targetBytes; ) {
                int length = (int) Math.min(noise.length, targetBytes - at);
                file.write(ByteBuffer.wrap(noise, 0, length), at);
                at += length;
            }
            held = true;
        } catch (IOException e) {
            fillFailed(e);
        }
        return held;
    }

    private void fillFailed(IOException cause) {
        if (DiskTrouble.of(cause) != DiskTrouble.FULL) {
            LOG.warn("No space can be kept back in {}: {}", folder, cause.toString());
        }
        try (DiskFile file = disk.open(folder.resolve(FILE_NAME))) {
            file.truncate(0);
        } catch (IOException e) {
            LOG.warn("The space kept back in {} could not be freed: {}", folder, e.toString());
        }
    }
}
