package io.weir.coordination.transaction;

/** A partition by the name of its topic. */
public record TopicPartition(String topic, int partition) {

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
