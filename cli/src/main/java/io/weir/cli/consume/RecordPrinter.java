package io.weir.cli.consume;

import io.weir.cli.terminal.Output;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One record onto standard output. */
@FunctionalInterface
interface RecordPrinter {
    void print(ConsumerRecord<byte[], byte[]> record, Output out);
}
