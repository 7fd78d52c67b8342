package io.weir.benchmarks.client;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Remembers that records could not be sent, whichever thread found out. */
final class SendFailures implements Callback {

    private final AtomicReference<@Nullable Throwable> last = new AtomicReference<>();

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception thrown) {
        if (thrown != null) {
            add(thrown);
        }
    }

    void add(Throwable thrown) {
        last.set(thrown);
    }

    /** Throws when there was one. */
    void check() {
        Throwable thrown = last.get();
        if (thrown != null) {
            throw new IllegalStateException("Sending failed: " + thrown, thrown);
        }
    }
}
