package io.weir.log;

import io.weir.log.disk.Disk;
import io.weir.log.flush.Flusher;
import java.time.InstantSource;

/**
 * What all logs of a broker share.
 *
 * @param producerIdExpirationMs producer.id.expiration.ms: idle producers are forgotten after it
 */
public record LogEnvironment(Disk disk, InstantSource clock, Flusher flusher, long producerIdExpirationMs) {

    /** producer.id.expiration.ms, Kafka's default: one day. */
    public static final long DEFAULT_PRODUCER_ID_EXPIRATION_MS = 86_400_000L;

    /** The same, with a disk of one's own. */
    public LogEnvironment withDisk(Disk other) {
        return new LogEnvironment(other, clock, flusher, producerIdExpirationMs);
    }

    long nowMs() {
        return clock.millis();
    }
}
