package io.weir.log;

import io.weir.log.disk.Disk;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.SharedJournal;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What all logs of a broker share, or with the journal all of a data folder.
 *
 * @param producerIdExpiration producer.id.expiration.ms: idle producers are forgotten after it; asked anew each time
 */
public record LogEnvironment(
        Disk disk, InstantSource clock, Flusher flusher, LongSupplier producerIdExpiration, SharedJournal journal) {

    /** producer.id.expiration.ms, Kafka's default: one day. */
    public static final long DEFAULT_PRODUCER_ID_EXPIRATION_MS = 86_400_000L;

    /** The same, with a disk of one's own. */
    public LogEnvironment withDisk(Disk other) {
        return new LogEnvironment(other, clock, flusher, producerIdExpiration, journal);
    }

    /** Without a journal, and with an expiration that stays. */
    public LogEnvironment(Disk disk, InstantSource clock, Flusher flusher, long producerIdExpirationMs) {
        this(disk, clock, flusher, () -> producerIdExpirationMs, SharedJournal.none());
    }

    /** For the logs of one data folder. */
    public LogEnvironment with(SharedJournal folderJournal) {
        return new LogEnvironment(disk, clock, flusher, producerIdExpiration, folderJournal);
    }

    long producerIdExpirationMs() {
        return producerIdExpiration.getAsLong();
    }

    long nowMs() {
        return clock.millis();
    }
}
