package io.weir.log;

import io.weir.log.disk.Disk;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.SharedJournal;
import java.time.InstantSource;

/**
 * What all logs of a broker share, or with the journal all of a data folder.
 *
 * @param producerIdExpirationMs producer.id.expiration.ms: idle producers are forgotten after it
 */
public record LogEnvironment(
        Disk disk, InstantSource clock, Flusher flusher, long producerIdExpirationMs, SharedJournal journal) {

    /** producer.id.expiration.ms, Kafka's default: one day. */
    public static final long DEFAULT_PRODUCER_ID_EXPIRATION_MS = 86_400_000L;

    /** The same, with a disk of one's own. */
    public LogEnvironment withDisk(Disk other) {
        return new LogEnvironment(other, clock, flusher, producerIdExpirationMs, journal);
    }

    /** Without a journal. */
    public LogEnvironment(Disk disk, InstantSource clock, Flusher flusher, long producerIdExpirationMs) {
        this(disk, clock, flusher, producerIdExpirationMs, SharedJournal.none());
    }

    /** For the logs of one data folder. */
    public LogEnvironment with(SharedJournal folderJournal) {
        return new LogEnvironment(disk, clock, flusher, producerIdExpirationMs, folderJournal);
    }

    long nowMs() {
        return clock.millis();
    }
}
