package io.weir.cli.produce;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How a line becomes a record.
 *
 * @param topic where to
 * @param partition the same for every record; null leaves it to the key
 * @param timestampMs the same for every record; null is the time of sending
 * @param headers the same for every record
 * @param keys where keys come from
 * @param emptyAsNull whether an empty value is sent as null, the mark for deletion in a compacted topic
 */
record RecordShape(
        String topic,
        @Nullable Integer partition,
        @Nullable Long timestampMs,
        List<Header> headers,
        Keys keys,
        boolean emptyAsNull) {

    @SuppressWarnings("NullAway") // Kafka's constructor takes null for an absent key, value, partition or timestamp
    ProducerRecord<byte[], byte[]> record(byte[] line) {
        byte[] value = keys.value(line);
        boolean absent = emptyAsNull && value.length == 0;
        return new ProducerRecord<>(topic, partition, timestampMs, keys.key(line), absent ? null : value, headers);
    }
}
