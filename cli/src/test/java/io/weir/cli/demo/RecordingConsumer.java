package io.weir.cli.demo;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** A consumer without a broker, that can still be asked after its end what it had committed. */
final class RecordingConsumer extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, Long> committed = new HashMap<>();

    RecordingConsumer() {
        super("earliest");
    }

    @Override
    public synchronized void commitSync() {
        super.commitSync();
        assignment().forEach(partition -> committed.put(partition, position(partition)));
    }

    long committedOffset(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }
}
