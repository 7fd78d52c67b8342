package io.weir.cli.produce;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What became of the records: counted by the producer's thread, read by the command's. */
final class SendReport implements Callback {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            sent.incrementAndGet();
        } else {
            failed.incrementAndGet();
            firstFailure.compareAndSet(null, failure);
        }
    }

    /** Records the broker acknowledged (with acks=0: handed to the network). */
    long sent() {
        return sent.get();
    }

    long failed() {
        return failed.get();
    }

    /** Why the first record that failed did. */
    @Nullable
    Exception firstFailure() {
        return firstFailure.get();
    }
}
