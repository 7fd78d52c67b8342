package io.weir.cli.consume;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a consumer reads, and who remembers how far it got. */
sealed interface Source {

    /** Begins: from now on polling brings records; {@code ends} learns of each partition that is read. */
    void open(Consumer<byte[], byte[]> consumer, EndMarks ends);

    /** Whether it is known by now which partitions there are to read. */
    boolean settled();

    /** Remembers the next offsets to read. */
    void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> next);

    /** Chosen partitions, from a chosen position; nothing is remembered. */
    record Partitions(List<TopicPartition> partitions, StartPosition start) implements Source {

        @Override
        public void open(Consumer<byte[], byte[]> consumer, EndMarks ends) {
            consumer.assign(partitions);
            start.seek(consumer, partitions);
            ends.add(partitions);
        }

        @Override
        public boolean settled() {
            return true;
        }

        @Override
        public void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> next) {}
    }

    /** What the group gives this member, from where the group committed. */
    final class Group implements Source {

        private final String topic;
        private boolean joined;

        Group(String topic) {
            this.topic = topic;
        }

        @Override
        public void open(Consumer<byte[], byte[]> consumer, EndMarks ends) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    joined = true;
                    ends.add(partitions);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    ends.remove(partitions);
                }
            });
        }

        @Override
        public boolean settled() {
            return joined;
        }

        @Override
        public void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> next) {
            if (!next.isEmpty()) {
                consumer.commitSync(next);
            }
        }
    }
}
