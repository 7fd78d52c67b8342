package io.weir.log.disk;

/**
 * Room on a disk that is running full, and who may still have some of it. What is written for the sake of the data that is
 * there (recovery, deletion, checkpoints) comes first, new records last. Thread-safe.
 */
public interface DiskSpace {

    /** A disk that gives what it has to whoever comes first. */
    DiskSpace UNMANAGED = new DiskSpace() {
        @Override
        public boolean admits(long bytes, boolean isUrgent) {
            return true;
        }

        @Override
        public boolean foundFull() {
            return false;
        }

        @Override
        public boolean giveUpReserve() {
            return false;
        }

        @Override
        public boolean isFull() {
            return false;
        }
    };

    /**
     * Whether records may be written now; looks again whether there is room when there was none.
     *
     * @param isUrgent records without which the disk could not even be read sensibly: they may have a part of the reserve
     */
    boolean admits(long bytes, boolean isUrgent);

    /** Records found no room. Returns whether that is news. */
    boolean foundFull();

    /** Something more important than records found no room: gives up what was kept back. False when nothing was. */
    boolean giveUpReserve();

    /** Whether records found no room, and there has been none since. */
    boolean isFull();
}
